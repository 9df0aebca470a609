package dev.latchkey.testing.html;

/** Text made safe for a page. */
public final class Markup {
    private Markup() {}

    /** The text, for element content and quoted attributes. */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
