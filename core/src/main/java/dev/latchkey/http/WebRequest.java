package dev.latchkey.http;

import org.jspecify.annotations.Nullable;

/**
 * A request as an adapter hands it over.
 *
 * @param method the method in upper case
 * @param path the path within the application as the client sent it (not decoded), without the context path, beginning
 *     with a slash
 * @param query the query string as sent, without the question mark, or null
 * @param headers the header fields
 * @param body the body
 */
public record WebRequest(
        String method, String path, @Nullable String query, RequestHeaders headers, RequestBody body) {
    /** The first value of a header field, if there is one. */
    public @Nullable String header(String name) {
        return headers.first(name);
    }

    /** Does a header field have this value, letter case aside? */
    public boolean hasHeader(String name, String value) {
        return value.equalsIgnoreCase(headers.first(name));
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
