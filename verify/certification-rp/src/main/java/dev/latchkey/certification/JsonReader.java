package dev.latchkey.certification;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A JSON text read strictly (RFC 8259): every member once, and nothing deeper than a configuration ever is. */
final class JsonReader {
    private static final int MAX_DEPTH = 32;
    private static final Pattern BLANK = Pattern.compile("[ \\t\\r\\n]*");
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    private static final String ESCAPES = "\"\\/bfnrt";
    private static final String ESCAPED = "\"\\/\b\f\n\r\t";

    private final String text;
    private int at;

    private JsonReader(String text) {
        this.text = text;
    }

    /**
     * The value that the text is.
     *
     * @throws IllegalArgumentException if it is not JSON; the message says where
     */
    static @Nullable Object read(String text) {
        JsonReader reader = new JsonReader(text);
        Object value = reader.value(0);
        if (reader.at < text.length()) {
            throw reader.malformed("more follows after the end");
        }
        return value;
    }

    private @Nullable Object value(int depth) {
        if (depth > MAX_DEPTH) {
            throw malformed("deeper than " + MAX_DEPTH + " levels");
        }
        skipBlank();
        Object value = switch (next()) {
            case '{' -> object(depth);
            case '[' -> list(depth);
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
        skipBlank();
        return value;
    }

    private Map<String, @Nullable Object> object(int depth) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        at++;
        skipBlank();
        boolean hasMore = next() != '}';
        while (hasMore) {
            skipBlank();
            expect('"');
            at--;
            String name = string();
            skipBlank();
            expect(':');
            if (members.containsKey(name)) {
                throw malformed("the member " + name + " appears twice");
            }
            members.put(name, value(depth + 1));
            hasMore = next() == ',';
            at += hasMore ? 1 : 0;
        }
        expect('}');
        return members;
    }

    private List<@Nullable Object> list(int depth) {
        List<@Nullable Object> values = new ArrayList<>();
        at++;
        skipBlank();
        boolean hasMore = next() != ']';
        while (hasMore) {
            values.add(value(depth + 1));
            hasMore = next() == ',';
            at += hasMore ? 1 : 0;
        }
        expect(']');
        return values;
    }

    private String string() {
        StringBuilder string = new StringBuilder();
        at++;
        while (next() != '"') {
            char c = next();
            if (c < ' ') {
                throw malformed("a control character in a text");
            }
            at++;
            string.append(c == '\\' ? escaped() : c);
        }
        at++;
        return string.toString();
    }

    private char escaped() {
        char c = next();
        at++;
        if (c == 'u' && text.substring(at).matches("(?s)[0-9A-Fa-f]{4}.*")) {
            at += 4;
            return (char) Integer.parseInt(text.substring(at - 4, at), 16);
        }
        if (ESCAPES.indexOf(c) < 0) {
            throw malformed("an unknown escape");
        }
        return ESCAPED.charAt(ESCAPES.indexOf(c));
    }

    private @Nullable Object word(String word, @Nullable Object value) {
        if (!text.startsWith(word, at)) {
            throw malformed("neither a text, a number, true, false nor null");
        }
        at += word.length();
        return value;
    }

    private Number number() {
        Matcher number = NUMBER.matcher(text).region(at, text.length());
        if (!number.lookingAt()) {
            throw malformed("not a value");
        }
        at = number.end();
        boolean isWhole = number.group(2) == null
                && number.group(3) == null
                && number.group().length() < 19;
        return isWhole ? (Number) Long.valueOf(number.group()) : (Number) Double.valueOf(number.group());
    }

    private void skipBlank() {
        Matcher blank = BLANK.matcher(text).region(at, text.length());
        at = blank.lookingAt() ? blank.end() : at;
    }

    private char next() {
        if (at >= text.length()) {
            throw malformed("it ends too early");
        }
        return text.charAt(at);
    }

    private void expect(char c) {
        if (next() != c) {
            throw malformed("'" + c + "' is expected");
        }
        at++;
    }

    private IllegalArgumentException malformed(String problem) {
        return new IllegalArgumentException("Malformed JSON at character " + at + ": " + problem + ".");
    }
}
