package dev.latchkey.internal;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON objects as maps, read strictly, with typed access that answers null for a value of another type. */
public final class Json {
    /** What the JDK puts in the place of what is not UTF-8; somebody may also have written it. */
    private static final char REPLACEMENT = '\uFFFD';

    private Json() {}

    /** The object in these bytes, which must be UTF-8. */
    public static Map<String, Object> parse(byte[] utf8) throws MalformedException {
        String text = new String(utf8, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) {
            requireUtf8(utf8);
        }
        return parse(text);
    }

    private static void requireUtf8(byte[] bytes) throws MalformedException {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException e) {
            throw new MalformedException("not UTF-8");
        }
    }

    /** The object in this text. */
    public static Map<String, Object> parse(String text) throws MalformedException {
        return StrictJson.object(text);
    }

    /** The text of an object. */
    public static String write(Map<String, ?> object) {
        return JSONObjectUtils.toJSONString(object);
    }

    /** A member that is a string. */
    public static @Nullable String string(Map<String, ?> object, String member) {
        return object.get(member) instanceof String string ? string : null;
    }

    /** A member that is a whole number in the range of a long: {@code 1.0} is one, {@code "1"} and {@code 1e300} are not. */
    public static @Nullable Long wholeNumber(Map<String, ?> object, String member) {
        Object value = object.get(member);
        if (value instanceof Long || value instanceof Integer) {
            return ((Number) value).longValue();
        }
        if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15) {
            return number.longValue();
        }
        return null;
    }

    /** A member that is a string or an array of strings, as a list; empty if it is anything else or missing. */
    public static List<String> strings(Map<String, ?> object, String member) {
        Object value = object.get(member);
        if (value instanceof String string) {
            return List.of(string);
        }
        if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            return list.stream().map(String.class::cast).toList();
        }
        return List.of();
    }

    /** A member that is an object. */
    @SuppressWarnings("unchecked") // The parser makes maps with string keys only.
    public static @Nullable Map<String, Object> object(Map<String, ?> object, String member) {
        return object.get(member) instanceof Map<?, ?> map ? (Map<String, Object>) map : null;
    }
}
