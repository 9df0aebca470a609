package dev.latchkey.testing.html;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Character references in HTML: the numeric ones, and the few names that pages use. */
final class Entities {
    private static final Pattern REFERENCE = Pattern.compile("&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});");
    private static final Map<String, String> NAMED = Map.of(
            "amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", "\u00a0", "copy", "\u00a9", "middot",
            "\u00b7", "hellip", "\u2026", "ndash", "\u2013");

    private Entities() {}

    static String decode(String text) {
        return REFERENCE
                .matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(character(match.group(1), match.group())));
    }

    private static String character(String name, String reference) {
        if (!name.startsWith("#")) {
            return NAMED.getOrDefault(name, reference);
        }
        boolean hex = name.charAt(1) == 'x' || name.charAt(1) == 'X';
        int codePoint = hex ? Integer.parseInt(name.substring(2), 16) : Integer.parseInt(name.substring(1));
        return Character.isValidCodePoint(codePoint) ? Character.toString(codePoint) : reference;
    }
}
