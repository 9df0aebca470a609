package dev.latchkey.servlet;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.latchkey.servlet.container.Wire;
import dev.latchkey.servlet.container.WireAnswer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A proxy that passes on what comes under its prefix, without the prefix and without bodies. */
final class PrefixProxy implements AutoCloseable {
    private static final Set<String> OWN = Set.of("connection", "transfer-encoding", "content-length", "date");

    private final HttpServer server;
    private final String prefix;
    private final AtomicInteger target = new AtomicInteger();

    private PrefixProxy(HttpServer server, String prefix) {
        this.server = server;
        this.prefix = prefix;
    }

    static PrefixProxy start(String prefix) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            PrefixProxy proxy = new PrefixProxy(server, prefix);
            server.createContext(prefix, proxy::pass);
            server.start();
            return proxy;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    void forwardTo(int port) {
        target.set(port);
    }

    String url(String path) {
        return "http://localhost:" + server.getAddress().getPort() + prefix + path;
    }

    private void pass(HttpExchange exchange) throws IOException {
        List<String> headers = new ArrayList<>();
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> headers.add(name + ": " + value));
            }
        });
        headers.add("Content-Length: 0");
        WireAnswer answer = Wire.send(
                target.get(),
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString().substring(prefix.length()),
                headers.toArray(String[]::new));
        for (String line : answer.lines()) {
            String name = line.substring(0, line.indexOf(':'));
            if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
                exchange.getResponseHeaders()
                        .add(name, line.substring(line.indexOf(':') + 1).strip());
            }
        }
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
