package dev.latchkey.testing.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A request as the provider reads it: header names in lower case, query and form decoded together. */
public record Request(String method, URI uri, Map<String, List<String>> headers, Parameters parameters, String body) {
    private static final int LONGEST_BODY = 1 << 20;

    /** The request of this exchange, made absolute with the provider's own address. */
    public static Request read(HttpExchange exchange, URI base) throws IOException {
        TreeMap<String, List<String>> headers = new TreeMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        String body = new String(exchange.getRequestBody().readNBytes(LONGEST_BODY), UTF_8);
        String query = exchange.getRequestURI().getRawQuery();
        String form = isForm(headers) ? body : "";
        return new Request(
                exchange.getRequestMethod(),
                base.resolve(exchange.getRequestURI()),
                headers,
                Parameters.of(query == null ? "" : query, form),
                body);
    }

    /** The first value of a header, or null. */
    public @Nullable String header(String name) {
        List<String> values = headers.get(name);
        return values == null ? null : values.get(0);
    }

    /** The value of a cookie, or null. */
    public @Nullable String cookie(String name) {
        for (String header : headers.getOrDefault("cookie", List.of())) {
            for (String cookie : header.split("; ?", -1)) {
                if (cookie.startsWith(name + "=")) {
                    return cookie.substring(name.length() + 1);
                }
            }
        }
        return null;
    }

    /** The token of an {@code Authorization: Bearer} header (RFC 6750 §2.1), or null. */
    public @Nullable String bearerToken() {
        String header = header("authorization");
        return header != null && header.regionMatches(true, 0, "Bearer ", 0, 7)
                ? header.substring(7).strip()
                : null;
    }

    /** Whether the body is a form. */
    public boolean hasForm() {
        return isForm(headers);
    }

    private static boolean isForm(Map<String, List<String>> headers) {
        List<String> types = headers.getOrDefault("content-type", List.of(""));
        return types.get(0).toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded");
    }
}
