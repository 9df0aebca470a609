package dev.latchkey.jdbc;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.latchkey.RelyingParty;
import dev.latchkey.app.Access;
import dev.latchkey.app.Decision;
import dev.latchkey.config.Provider;
import dev.latchkey.http.SetCookie;
import dev.latchkey.http.WebRequest;
import dev.latchkey.http.WebResponse;
import dev.latchkey.store.RevocableSessionStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** An application on the JDK's HTTP server: {@code /} is for anyone, every other page shows who is signed in. */
final class Portal implements AutoCloseable {
    private final HttpServer server;
    private final RelyingParty relyingParty;

    Portal(String issuer, RevocableSessionStore store) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        relyingParty = RelyingParty.builder()
                .baseUrl(url(""))
                .secretKey("a-secret-key-for-tests-0123456789abcdef")
                .provider("default", Provider.discover(issuer).client("client1", "secret1"))
                .backchannelLogout(store)
                .build();
        server.createContext("/", this::handle);
        server.start();
    }

    String url(String path) {
        return "http://localhost:" + server.getAddress().getPort() + path;
    }

    String backchannelLogoutUri() {
        return relyingParty.backchannelLogoutUri();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getRawPath();
            WebRequest request = new WebRequest(
                    exchange.getRequestMethod(),
                    path,
                    exchange.getRequestURI().getRawQuery(),
                    name -> exchange.getRequestHeaders().getOrDefault(name, List.of()),
                    limit -> exchange.getRequestBody().readNBytes(limit));
            Decision decision = relyingParty.decide(request, path.equals("/") ? Access.anyone() : Access.signedIn());
            if (decision instanceof Decision.Answer answer) {
                write(exchange, answer.response(), answer.response().cookies());
            } else if (decision instanceof Decision.Proceed proceed) {
                String name = proceed.user() == null ? "nobody" : proceed.user().subject();
                write(exchange, WebResponse.html(200, "<!doctype html><title>" + name + "</title>"), proceed.cookies());
            }
        }
    }

    private static void write(HttpExchange exchange, WebResponse response, List<SetCookie> cookies) throws IOException {
        response.headers().forEach(exchange.getResponseHeaders()::set);
        cookies.forEach(cookie -> exchange.getResponseHeaders().add("Set-Cookie", cookie.header()));
        byte[] body = response.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(response.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}
