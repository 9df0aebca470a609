package dev.latchkey.certification;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON objects, with access that names the member that is wrong. */
final class Json {
    private Json() {}

    static Map<String, Object> parse(String text) {
        try {
            return JSONObjectUtils.parse(text);
        } catch (ParseException e) {
            throw new IllegalArgumentException("The configuration is not a JSON object.", e);
        }
    }

    static String write(Map<String, ?> object) {
        return JSONObjectUtils.toJSONString(object);
    }

    static @Nullable String text(Map<String, Object> object, String member) {
        Object value = object.get(member);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw new IllegalArgumentException(member + " is not a text.");
    }

    static String text(Map<String, Object> object, String member, String otherwise) {
        String value = text(object, member);
        return value == null ? otherwise : value;
    }

    static @Nullable Map<String, Object> object(Map<String, Object> object, String member) {
        Object value = object.get(member);
        if (value == null) {
            return null;
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException(member + " is not an object.");
        }
        Map<String, Object> members = new LinkedHashMap<>();
        map.forEach((name, v) -> members.put(String.valueOf(name), v));
        return members;
    }

    static String words(@Nullable Object value) {
        return value instanceof List<?> list
                ? String.join(" ", list.stream().map(String::valueOf).toList())
                : String.valueOf(value);
    }
}
