package dev.latchkey.certification;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.latchkey.RelyingParty;
import dev.latchkey.WebFinger;
import dev.latchkey.app.LoginError;
import dev.latchkey.app.SignedInUser;
import dev.latchkey.config.HttpSettings;
import dev.latchkey.failure.OidcException;
import dev.latchkey.http.SetCookie;
import dev.latchkey.http.WebRequest;
import dev.latchkey.http.WebResponse;
import dev.latchkey.store.SessionStore;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The application: a control API that configures it, and the relying party that was configured last. */
final class CertificationServer implements AutoCloseable {
    private static final int MAX_CONFIGURATION = 1024 * 1024;

    private final HttpsServer server;
    private final URI base;
    private final Tls tls;
    private final Path keys;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicReference<@Nullable DrivenParty> party = new AtomicReference<>();

    private CertificationServer(HttpsServer server, URI base, Tls tls, Path keys) {
        this.server = server;
        this.base = base;
        this.tls = tls;
        this.keys = keys;
    }

    /**
     * Serves on loopback.
     *
     * @param base its URL; port 0 is any free port
     * @param keys the private JWK set; null: one is made
     */
    static CertificationServer start(URI base, Tls tls, @Nullable Path keys) throws IOException {
        int port = base.getPort() < 0 ? 443 : base.getPort();
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls.server()));
        URI own = URI.create(
                "https://" + base.getHost() + ":" + server.getAddress().getPort());
        Path file = keys == null ? Files.createTempDirectory("certification-rp").resolve("keys.json") : keys;
        CertificationServer application = new CertificationServer(server, own, tls, file);
        server.createContext("/", application::handle);
        server.setExecutor(application.threads);
        server.start();
        return application;
    }

    /** Its URL. */
    URI base() {
        return base;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            WebResponse response;
            try {
                response = answer(exchange);
            } catch (RuntimeException e) {
                response = WebResponse.text(500, String.valueOf(e));
            }
            write(exchange, response);
        }
    }

    private WebResponse answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        DrivenParty current = party.get();
        return switch (path) {
            case "/control/health" -> WebResponse.json(200, "{\"status\":\"up\"}");
            case "/control/configure" -> configure(exchange);
            case "/control/finish" -> finish(exchange, current);
            default -> current == null ? notConfigured() : current.answer(request(exchange));
        };
    }

    private static WebResponse notConfigured() {
        return WebResponse.text(404, "Nothing is configured. POST a configuration to /control/configure.");
    }

    private static WebResponse finish(HttpExchange exchange, @Nullable DrivenParty current) {
        if (!exchange.getRequestMethod().equals("POST")) {
            return WebResponse.text(405, "Use POST.");
        }
        return WebResponse.json(200, (current == null ? Outcome.NONE : current.finish()).json());
    }

    private WebResponse configure(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestMethod().equals("POST")) {
            return WebResponse.text(405, "Use POST.");
        }
        try {
            String body = new String(exchange.getRequestBody().readNBytes(MAX_CONFIGURATION), UTF_8);
            DrivenParty next = configured(Json.parse(body));
            party.set(next);
            return WebResponse.json(200, Json.write(next.addresses()));
        } catch (IllegalArgumentException | OidcException e) {
            return WebResponse.json(400, Json.write(Map.of("error", String.valueOf(e.getMessage()))));
        }
    }

    private DrivenParty configured(Map<String, Object> members) {
        HttpSettings http = tls.client() == null
                ? HttpSettings.defaults()
                : HttpSettings.defaults().trust(tls.client());
        String issuer = issuer(members, http);
        AtomicReference<Outcome> outcome = new AtomicReference<>(Outcome.NONE);
        RelyingParty relyingParty = RelyingParty.builder()
                .baseUrl(base.toString())
                .secretKey(new BigInteger(256, new SecureRandom()).toString(36))
                .provider("provider", ProviderConfiguration.of(members, issuer))
                .keysFile(keys)
                .http(http)
                .sessions(SessionStore.inMemory())
                .refreshAccessTokens()
                .thirdPartyLogin()
                .errorView((error, request) -> errorPage(error, outcome))
                .build();
        return new DrivenParty(relyingParty, base, outcome);
    }

    private static String issuer(Map<String, Object> members, HttpSettings http) {
        String issuer = Json.text(members, "issuer");
        String resource = Json.text(members, "webfinger_resource");
        if (issuer != null) {
            return issuer;
        }
        if (resource == null) {
            throw new IllegalArgumentException("One of issuer and webfinger_resource is required.");
        }
        String host = resource.startsWith("acct:")
                ? resource.substring(resource.lastIndexOf('@') + 1)
                : URI.create(resource).getRawAuthority();
        return WebFinger.allowing(host).http(http).issuer(resource);
    }

    private static WebResponse errorPage(LoginError error, AtomicReference<Outcome> outcome) {
        String detail = error.error() == null ? "" : error.error() + ": " + error.errorDescription();
        outcome.set(Outcome.rejected(error.reason().code(), detail));
        return Pages.page(
                error.status(), "Rejected", "reason: " + error.reason().code(), detail);
    }

    private static WebRequest request(HttpExchange exchange) {
        return new WebRequest(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                exchange.getRequestURI().getRawQuery(),
                name -> exchange.getRequestHeaders().getOrDefault(name, List.of()),
                limit -> exchange.getRequestBody().readNBytes(limit));
    }

    private static void write(HttpExchange exchange, WebResponse response) throws IOException {
        response.headers().forEach(exchange.getResponseHeaders()::set);
        for (SetCookie cookie : response.cookies()) {
            exchange.getResponseHeaders().add("Set-Cookie", cookie.header());
        }
        byte[] body = response.body().getBytes(UTF_8);
        exchange.sendResponseHeaders(response.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    /** The claims of a user as lines. */
    static String[] lines(SignedInUser user) {
        Map<String, Object> claims = new LinkedHashMap<>(user.claims());
        return claims.entrySet().stream()
                .map(claim -> claim.getKey() + ": " + claim.getValue())
                .toArray(String[]::new);
    }
}
