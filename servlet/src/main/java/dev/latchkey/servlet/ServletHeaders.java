package dev.latchkey.servlet;

import dev.latchkey.http.RequestHeaders;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The header fields of a request, from the container; most are asked for their first value.
 *
 * @param request the request
 */
record ServletHeaders(HttpServletRequest request) implements RequestHeaders {
    @Override
    public List<String> all(String name) {
        Enumeration<String> values = request.getHeaders(name);
        if (!values.hasMoreElements()) {
            return List.of();
        }
        String first = values.nextElement();
        if (!values.hasMoreElements()) {
            return List.of(first);
        }
        List<String> all = new ArrayList<>(List.of(first));
        values.asIterator().forEachRemaining(all::add);
        return all;
    }

    @Override
    public @Nullable String first(String name) {
        return request.getHeader(name);
    }
}
