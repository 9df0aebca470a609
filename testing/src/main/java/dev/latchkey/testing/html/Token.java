package dev.latchkey.testing.html;

import java.util.Map;

/**
 * A piece of a page.
 *
 * @param kind what it is
 * @param text the tag's name in lower case, or the decoded text
 * @param attributes decoded, their names in lower case
 */
record Token(Kind kind, String text, Map<String, String> attributes) {
    enum Kind {
        START,
        END,
        TEXT
    }

    boolean starts(String name) {
        return kind == Kind.START && text.equals(name);
    }

    boolean ends(String name) {
        return kind == Kind.END && text.equals(name);
    }

    boolean has(String attribute) {
        return attributes.containsKey(attribute);
    }

    String attribute(String name) {
        return attributes.getOrDefault(name, "");
    }
}
