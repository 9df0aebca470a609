package dev.latchkey.testing.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A complete, well-formed answer; a header that comes several times has its values on several lines. */
public record Reply(int status, Map<String, String> headers, String body) implements Answer {
    /** A JSON object. */
    public static Reply json(int status, Map<String, ?> members) {
        return text(status, "application/json", JSONObjectUtils.toJSONString(members));
    }

    /** A page that may load nothing, and that no other page may frame. */
    public static Reply html(int status, String page) {
        return text(status, "text/html; charset=utf-8", page)
                .with(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'")
                .with("Referrer-Policy", "no-referrer");
    }

    /** Any text. */
    public static Reply text(int status, String contentType, String text) {
        return new Reply(status, Map.of("Content-Type", contentType, "Cache-Control", "no-store"), text);
    }

    /** A redirect that turns every method into GET. */
    public static Reply redirect(String location) {
        return new Reply(303, Map.of("Location", location, "Cache-Control", "no-store"), "");
    }

    /** This answer with one header more. */
    public Reply with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Reply(status, more, body);
    }

    @Override
    public void send(HttpExchange exchange) throws IOException {
        headers.forEach((name, values) -> exchange.getResponseHeaders().put(name, List.of(values.split("\n", -1))));
        byte[] bytes = body.getBytes(UTF_8);
        boolean hasBody = bytes.length > 0 && !exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, hasBody ? bytes.length : -1);
        if (hasBody) {
            exchange.getResponseBody().write(bytes);
        }
    }
}
