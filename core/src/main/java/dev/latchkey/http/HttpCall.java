package dev.latchkey.http;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An outgoing request.
 *
 * @param method GET or POST
 * @param uri an absolute http or https URI
 * @param headers the header fields
 * @param body the body, sent as UTF-8; null for none
 * @param timeout the time limit for the whole exchange
 * @param maxBody the largest acceptable answer in bytes
 */
public record HttpCall(
        String method,
        URI uri,
        Map<String, String> headers,
        @Nullable String body,
        Duration timeout,
        int maxBody) {
    /** Copies the header fields. */
    public HttpCall {
        headers = Map.copyOf(headers);
    }

    /** A GET request for JSON. */
    public static HttpCall get(URI uri, Duration timeout, int maxBody) {
        return new HttpCall("GET", uri, Map.of("Accept", "application/json"), null, timeout, maxBody);
    }

    /** A POST request that expects JSON. */
    public static HttpCall post(URI uri, String contentType, String body, Duration timeout, int maxBody) {
        Map<String, String> headers = Map.of("Accept", "application/json", "Content-Type", contentType);
        return new HttpCall("POST", uri, headers, body, timeout, maxBody);
    }

    /** This call with one more header field. */
    public HttpCall header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new HttpCall(method, uri, more, body, timeout, maxBody);
    }

    /** This call with a time limit of at most this. */
    public HttpCall within(Duration limit) {
        return timeout.compareTo(limit) <= 0 ? this : new HttpCall(method, uri, headers, body, limit, maxBody);
    }

    @Override
    public String toString() {
        return method + " " + uri;
    }
}
