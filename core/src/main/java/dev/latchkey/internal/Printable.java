package dev.latchkey.internal;

/** Foreign text for logs and messages. */
public final class Printable {
    private static final int MAX_LENGTH = 200;

    private Printable() {}

    /** The text on one line, without control characters, at most 200 characters. */
    public static String of(String text) {
        return of(text, MAX_LENGTH);
    }

    /** The text on one line, without control characters, at most this long. */
    public static String of(String text, int maxLength) {
        StringBuilder printable = new StringBuilder();
        text.codePoints().limit(maxLength).forEach(c -> printable.appendCodePoint(isPrintable(c) ? c : ' '));
        return text.codePointCount(0, text.length()) > maxLength ? printable + "…" : printable.toString();
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
