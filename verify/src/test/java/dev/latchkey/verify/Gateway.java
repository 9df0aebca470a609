package dev.latchkey.verify;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** A reverse proxy that speaks TLS for the server behind it and tells it so, changes its pages, and remembers the paths. */
public final class Gateway implements HttpHandler {
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("host", "connection", "content-length", "upgrade", "http2-settings", "transfer-encoding", "expect");

    private final String origin;
    private final UnaryOperator<String> edit;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<String> paths = new CopyOnWriteArrayList<>();

    /** To this origin; pages of HTML are changed on their way back. */
    public Gateway(String origin, UnaryOperator<String> edit) {
        this.origin = origin;
        this.edit = edit;
    }

    /** The paths that were asked for, with their queries, oldest first. */
    public List<String> paths() {
        return paths;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            URI uri = exchange.getRequestURI();
            paths.add(uri.toString());
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(origin + uri));
            byte[] body = exchange.getRequestBody().readAllBytes();
            request.method(
                    exchange.getRequestMethod(),
                    body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
            exchange.getRequestHeaders().forEach((name, values) -> {
                if (passes(name)) {
                    values.forEach(value -> request.header(name, value));
                }
            });
            request.header("X-Forwarded-Proto", "https");
            request.header("X-Forwarded-Host", exchange.getRequestHeaders().getFirst("Host"));
            answer(exchange, client.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(HttpExchange exchange, HttpResponse<byte[]> answer) throws IOException {
        answer.headers().map().forEach((name, values) -> {
            if (passes(name)) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        boolean isPage = answer.headers().firstValue("content-type").orElse("").startsWith("text/html");
        byte[] body = isPage
                ? edit.apply(new String(answer.body(), StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8)
                : answer.body();
        exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    private static boolean passes(String header) {
        return !OF_THE_CONNECTION.contains(header.toLowerCase(Locale.ROOT));
    }
}
