package dev.latchkey.certification;

import dev.latchkey.http.WebResponse;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Plain pages. */
final class Pages {
    private static final String STYLE = "body{font:16px/1.5 system-ui,sans-serif;max-width:42rem;margin:3rem auto;"
            + "padding:0 1rem;color:#1c2430}h1{font-size:1.4rem}li{overflow-wrap:anywhere}";

    private Pages() {}

    /** A page with a line for each text. */
    static WebResponse page(int status, String title, String... lines) {
        String items = Arrays.stream(lines)
                .map(line -> "<li>" + escaped(line) + "</li>\n")
                .collect(Collectors.joining());
        return WebResponse.html(
                status,
                "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>" + escaped(title) + "</title><style>"
                        + STYLE + "</style><h1>" + escaped(title) + "</h1>\n<ul>\n" + items + "</ul></html>");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
