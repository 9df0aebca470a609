package dev.latchkey.internal;

import java.util.HashSet;
import java.util.Set;

/**
 * A scanner that lets only unambiguous JSON through to the parser: one object, RFC 8259 grammar, no duplicate member at
 * any level, bounded depth and number of values. Parsers differ on everything else, and attackers live on differences.
 */
final class StrictJson {
    private static final int MAX_DEPTH = 32;
    private static final int MAX_VALUES = 10_000;
    private static final int MAX_NUMBER_LENGTH = 32;

    private final String text;
    private int at;
    private int values;

    private StrictJson(String text) {
        this.text = text;
    }

    /** Passes if the text is one JSON object. */
    static void requireObject(String text) throws MalformedException {
        StrictJson scanner = new StrictJson(text);
        scanner.skipWhitespace();
        if (scanner.peek() != '{') {
            throw new MalformedException("not a JSON object");
        }
        scanner.value(1);
        scanner.skipWhitespace();
        if (scanner.at != text.length()) {
            throw new MalformedException("text after the JSON object");
        }
    }

    private void value(int depth) throws MalformedException {
        if (depth > MAX_DEPTH) {
            throw new MalformedException("JSON nested deeper than " + MAX_DEPTH);
        }
        if (++values > MAX_VALUES) {
            throw new MalformedException("JSON with more than " + MAX_VALUES + " values");
        }
        switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        }
    }

    private void object(int depth) throws MalformedException {
        Set<String> names = new HashSet<>();
        at++;
        skipWhitespace();
        if (peek() == '}') {
            at++;
            return;
        }
        do {
            skipWhitespace();
            if (!names.add(string())) {
                throw new MalformedException("duplicate JSON member");
            }
            skipWhitespace();
            expect(':');
            skipWhitespace();
            value(depth + 1);
            skipWhitespace();
        } while (more('}'));
    }

    private void array(int depth) throws MalformedException {
        at++;
        skipWhitespace();
        if (peek() == ']') {
            at++;
            return;
        }
        do {
            skipWhitespace();
            value(depth + 1);
            skipWhitespace();
        } while (more(']'));
    }

    private boolean more(char end) throws MalformedException {
        char c = peek();
        if (c != ',' && c != end) {
            throw new MalformedException("malformed JSON");
        }
        at++;
        return c == ',';
    }

    /** The string with its escapes resolved, so that two spellings of a member name are one name. */
    private String string() throws MalformedException {
        expect('"');
        StringBuilder string = new StringBuilder();
        while (true) {
            char c = peek();
            at++;
            if (c == '"') {
                return wellFormed(string);
            } else if (c < ' ') {
                throw new MalformedException("control character in a JSON string");
            } else if (c == '\\') {
                string.append(escape());
            } else {
                string.append(c);
            }
        }
    }

    private char escape() throws MalformedException {
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> codeUnit();
            default -> throw new MalformedException("unknown escape in a JSON string");
        };
    }

    private char codeUnit() throws MalformedException {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(peek(), 16);
            if (digit < 0 || peek() > 'f') {
                throw new MalformedException("malformed escape in a JSON string");
            }
            unit = unit * 16 + digit;
            at++;
        }
        return (char) unit;
    }

    private static String wellFormed(StringBuilder string) throws MalformedException {
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (Character.isHighSurrogate(c)
                    && i + 1 < string.length()
                    && Character.isLowSurrogate(string.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw new MalformedException("lone surrogate in a JSON string");
            }
        }
        return string.toString();
    }

    private void word(String word) throws MalformedException {
        if (!text.startsWith(word, at)) {
            throw new MalformedException("malformed JSON");
        }
        at += word.length();
    }

    private void number() throws MalformedException {
        int start = at;
        if (peek() == '-') {
            at++;
        }
        int integer = at;
        digits();
        if (text.charAt(integer) == '0' && at > integer + 1) {
            throw new MalformedException("JSON number with a leading zero");
        }
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            digits();
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits();
        }
        if (at - start > MAX_NUMBER_LENGTH) {
            throw new MalformedException("JSON number longer than " + MAX_NUMBER_LENGTH + " characters");
        }
    }

    private void digits() throws MalformedException {
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == start) {
            throw new MalformedException("malformed JSON");
        }
    }

    private void expect(char wanted) throws MalformedException {
        if (peek() != wanted) {
            throw new MalformedException("malformed JSON");
        }
        at++;
    }

    private char peek() throws MalformedException {
        if (at >= text.length()) {
            throw new MalformedException("JSON ends too early");
        }
        return text.charAt(at);
    }

    private void skipWhitespace() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }
}
