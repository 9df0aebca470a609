package dev.latchkey.certification;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** JSON objects, with access that names the member that is wrong. */
final class Json {
    private Json() {}

    /**
     * The object that this text is.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Map<String, Object> parse(String text) {
        return asObject("The configuration", JsonReader.read(text));
    }

    static String write(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(member -> quoted(String.valueOf(member.getKey())) + ":" + write(member.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Json::write).collect(Collectors.joining(",", "[", "]"));
        }
        boolean isPlain = value == null || value instanceof Number || value instanceof Boolean;
        return isPlain ? String.valueOf(value) : quoted(String.valueOf(value));
    }

    private static String quoted(String text) {
        return text.chars()
                .mapToObj(
                        c -> c < ' ' || c == '"' || c == '\\' ? String.format("\\u%04x", c) : String.valueOf((char) c))
                .collect(Collectors.joining("", "\"", "\""));
    }

    static @Nullable String text(Map<String, Object> object, String member) {
        Object value = object.get(member);
        return value == null ? null : asText(member, value);
    }

    static String text(Map<String, Object> object, String member, String otherwise) {
        String value = text(object, member);
        return value == null ? otherwise : value;
    }

    static @Nullable Map<String, Object> object(Map<String, Object> object, String member) {
        Object value = object.get(member);
        return value == null ? null : asObject(member, value);
    }

    /** The words of a text, or the texts of a list. */
    static String[] words(String member, Object value) {
        return value instanceof List<?> list
                ? texts(member, list)
                : asText(member, value).trim().split(" +", -1);
    }

    /** The texts of a list, or the one text. */
    static String[] texts(String member, @Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream().map(text -> asText(member, text)).toArray(String[]::new)
                : new String[] {asText(member, value)};
    }

    static String asText(String member, @Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException(member + " is not a text.");
    }

    @SuppressWarnings("unchecked") // The reader makes no other maps.
    static Map<String, Object> asObject(String member, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw new IllegalArgumentException(member + " is not an object.");
    }
}
