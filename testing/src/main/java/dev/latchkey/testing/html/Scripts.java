package dev.latchkey.testing.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The scripts in a page, to look at: nothing runs them. */
final class Scripts {
    private Scripts() {}

    /** The source of each script element. */
    static List<String> in(String page) {
        String lower = page.toLowerCase(Locale.ROOT);
        List<String> scripts = new ArrayList<>();
        int start = lower.indexOf("<script");
        while (start >= 0) {
            int end = lower.indexOf("</script", start);
            int stop = end < 0 ? page.length() : end;
            scripts.add(page.substring(start, stop));
            start = lower.indexOf("<script", stop);
        }
        return scripts;
    }
}
