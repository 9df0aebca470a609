package dev.latchkey.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Copies of JSON values that nobody can change, at any depth: for what several requests, or threads, are shown. */
public final class Frozen {
    private Frozen() {}

    /** A copy of an object. */
    public static Map<String, Object> map(Map<String, ?> object) {
        Map<String, Object> copy = new LinkedHashMap<>();
        object.forEach((name, value) -> copy.put(name, value(value)));
        return Collections.unmodifiableMap(copy);
    }

    /** JSON has null, and the copies of the collections framework refuse it. */
    @SuppressWarnings({"unchecked", "NullAway"}) // The parser makes maps with string keys only.
    private static Object value(@Nullable Object value) {
        if (value instanceof Map<?, ?> object) {
            return map((Map<String, ?>) object);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            list.forEach(member -> copy.add(value(member)));
            return Collections.unmodifiableList(copy);
        }
        return value;
    }
}
