package dev.latchkey.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The header fields of a request, looked up when needed. */
@FunctionalInterface
public interface RequestHeaders {
    /** All values of a field in their order, field name compared without case; empty if there is none. */
    List<String> all(String name);

    /** The first value of a field, if there is one. */
    default @Nullable String first(String name) {
        List<String> values = all(name);
        return values.isEmpty() ? null : values.get(0);
    }
}
