package dev.latchkey.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** A server whose pages are set by tests; every other address answers with the request that it got. */
final class EchoServer implements AutoCloseable {
    private final Map<String, Reply> replies = new ConcurrentHashMap<>();
    private final HttpServer server;

    private record Reply(int status, String header, String value, String body) {}

    EchoServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            try (exchange) {
                answer(exchange);
            }
        });
        server.start();
    }

    /** An address on the host localhost. */
    String url(String path) {
        return "http://localhost:" + server.getAddress().getPort() + path;
    }

    /** The same on the host 127.0.0.1, which is another site. */
    String otherSite(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    EchoServer redirect(int status, String path, String location) {
        replies.put(path, new Reply(status, "Location", location, ""));
        return this;
    }

    EchoServer page(String path, String html) {
        replies.put(path, new Reply(200, "Content-Type", "text/html; charset=utf-8", html));
        return this;
    }

    EchoServer cookie(String path, String setCookie) {
        replies.put(path, new Reply(200, "Set-Cookie", setCookie, ""));
        return this;
    }

    private void answer(HttpExchange exchange) throws IOException {
        Reply reply = replies.get(exchange.getRequestURI().getPath());
        String body = reply == null ? echo(exchange) : reply.body();
        if (reply != null) {
            exchange.getResponseHeaders().set(reply.header(), reply.value());
        }
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(reply == null ? 200 : reply.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static String echo(HttpExchange exchange) throws IOException {
        StringBuilder text = new StringBuilder();
        text.append(exchange.getRequestMethod()).append(' ').append(exchange.getRequestURI());
        new TreeMap<>(exchange.getRequestHeaders())
                .forEach((name, values) -> text.append('\n')
                        .append(name.toLowerCase(Locale.ROOT))
                        .append(": ")
                        .append(String.join(", ", values)));
        return text.append("\n\n")
                .append(new String(exchange.getRequestBody().readAllBytes(), UTF_8))
                .append("\n")
                .toString();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
