package dev.latchkey.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A parser that takes only unambiguous JSON: one object, RFC 8259 grammar, no duplicate member at any level, bounded depth and
 * number of values. Parsers differ on everything else, and attackers live on differences.
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

    /** The object that the text is: maps and lists of strings, longs, doubles, booleans and nulls, members in their order. */
    static Map<String, Object> object(String text) throws MalformedException {
        StrictJson parser = new StrictJson(text);
        parser.skipWhitespace();
        if (parser.peek() != '{') {
            throw new MalformedException("not a JSON object");
        }
        parser.count(1);
        Map<String, Object> object = parser.object(1);
        parser.skipWhitespace();
        if (parser.at != text.length()) {
            throw new MalformedException("text after the JSON object");
        }
        return object;
    }

    private @Nullable Object value(int depth) throws MalformedException {
        count(depth);
        return switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private void count(int depth) throws MalformedException {
        if (depth > MAX_DEPTH) {
            throw new MalformedException("JSON nested deeper than " + MAX_DEPTH);
        }
        if (++values > MAX_VALUES) {
            throw new MalformedException("JSON with more than " + MAX_VALUES + " values");
        }
    }

    @SuppressWarnings("NullAway") // JSON has null; readers of a member expect that it may be missing.
    private Map<String, Object> object(int depth) throws MalformedException {
        Map<String, Object> object = new LinkedHashMap<>();
        at++;
        skipWhitespace();
        if (peek() == '}') {
            at++;
            return object;
        }
        do {
            skipWhitespace();
            String name = string();
            if (object.containsKey(name)) {
                throw new MalformedException("duplicate JSON member");
            }
            skipWhitespace();
            expect(':');
            skipWhitespace();
            object.put(name, value(depth + 1));
            skipWhitespace();
        } while (more('}'));
        return object;
    }

    private List<@Nullable Object> array(int depth) throws MalformedException {
        List<@Nullable Object> array = new ArrayList<>();
        at++;
        skipWhitespace();
        if (peek() == ']') {
            at++;
            return array;
        }
        do {
            skipWhitespace();
            array.add(value(depth + 1));
            skipWhitespace();
        } while (more(']'));
        return array;
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
        int start = at;
        int end = start;
        while (end < text.length() && isPlain(text.charAt(end))) {
            end++;
        }
        at = end;
        return peek() == '"' ? text.substring(start, at++) : withEscapes(start);
    }

    /** Needs this character in a string no second look? */
    private static boolean isPlain(char c) {
        return c >= ' ' && c != '"' && c != '\\' && !Character.isSurrogate(c);
    }

    private String withEscapes(int start) throws MalformedException {
        StringBuilder string = new StringBuilder().append(text, start, at);
        while (peek() != '"') {
            if (peek() == '\\') {
                at++;
                string.append(escape());
            } else {
                string.append(peek());
                at = afterOrdinary();
            }
        }
        at++;
        return wellFormed(string.toString());
    }

    private int afterOrdinary() throws MalformedException {
        if (peek() < ' ') {
            throw new MalformedException("control character in a JSON string");
        }
        return at + 1;
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

    private static String wellFormed(String string) throws MalformedException {
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
        return string;
    }

    private <T extends @Nullable Object> T word(String word, T value) throws MalformedException {
        if (!text.startsWith(word, at)) {
            throw new MalformedException("malformed JSON");
        }
        at += word.length();
        return value;
    }

    /** A long if it is written as a whole number and is in the range of one; or else a double. */
    private Number number() throws MalformedException {
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
        return number(text.substring(start, at));
    }

    private static Number number(String number) throws MalformedException {
        try {
            return Long.parseLong(number);
        } catch (NumberFormatException e) {
            double value = Double.parseDouble(number);
            if (Double.isInfinite(value)) {
                throw new MalformedException("JSON number out of range");
            }
            return value;
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
