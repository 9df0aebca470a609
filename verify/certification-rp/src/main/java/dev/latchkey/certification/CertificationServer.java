package dev.latchkey.certification;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.latchkey.RelyingParty;
import dev.latchkey.app.LoginError;
import dev.latchkey.app.SignedInUser;
import dev.latchkey.config.HttpSettings;
import dev.latchkey.failure.OidcException;
import dev.latchkey.http.WebResponse;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The application: a control API that configures it, and the relying party that was configured last. */
final class CertificationServer implements AutoCloseable {
    private static final int MAX_CONFIGURATION = 1024 * 1024;
    private static final int HTTPS = 443;

    private final HttpsServer server;
    private final URI base;
    private final Tls tls;
    private final Path keys;
    private final InstantSource clock;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicReference<@Nullable DrivenParty> party = new AtomicReference<>();

    private CertificationServer(HttpsServer server, URI base, Tls tls, Path keys, InstantSource clock) {
        this.server = server;
        this.base = base;
        this.tls = tls;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Serves on loopback.
     *
     * @param base its URL; port 0 is any free port
     * @param keys the private JWK set; null: one is made
     * @param clock the source of time
     */
    static CertificationServer start(URI base, Tls tls, @Nullable Path keys, InstantSource clock) throws IOException {
        boolean isDefaultPort = base.getPort() < 0 || base.getPort() == HTTPS;
        int port = isDefaultPort ? HTTPS : base.getPort();
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls.server()));
        URI own = URI.create("https://" + base.getHost()
                + (isDefaultPort ? "" : ":" + server.getAddress().getPort()));
        Path file = keys == null ? Files.createTempDirectory("certification-rp").resolve("keys.json") : keys;
        CertificationServer application = new CertificationServer(server, own, tls, file, clock);
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
            Exchanges.write(exchange, response);
        }
    }

    private WebResponse answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        DrivenParty current = party.get();
        return switch (path) {
            case "/control/health" -> WebResponse.json(200, "{\"status\":\"up\"}");
            case "/control/configure" -> configure(exchange);
            case "/control/finish" -> finish(exchange, current);
            default -> current == null ? notConfigured() : current.answer(Exchanges.request(exchange));
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
            DrivenParty next = configured(Json.parse(text(exchange)));
            party.set(next);
            return WebResponse.json(200, Json.write(next.addresses()));
        } catch (IllegalArgumentException | OidcException e) {
            return WebResponse.json(400, Json.write(Map.of("error", String.valueOf(e.getMessage()))));
        }
    }

    private static String text(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MAX_CONFIGURATION + 1);
        if (body.length > MAX_CONFIGURATION) {
            throw new IllegalArgumentException("The configuration is larger than " + MAX_CONFIGURATION + " bytes.");
        }
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("The configuration is not UTF-8.", e);
        }
    }

    private DrivenParty configured(Map<String, Object> members) {
        HttpSettings http = tls.client() == null
                ? HttpSettings.defaults()
                : HttpSettings.defaults().trust(tls.client());
        AtomicReference<Outcome> outcome = new AtomicReference<>(Outcome.NONE);
        WatchedStore store = new WatchedStore();
        Function<String, RelyingParty> atIssuer = issuer -> relyingParty(members, issuer, http, store, outcome);
        String issuer = Json.text(members, "issuer");
        String resource = Json.text(members, "webfinger_resource");
        if (issuer == null && resource == null) {
            throw new IllegalArgumentException("One of issuer and webfinger_resource is required.");
        }
        return new DrivenParty(
                resource == null || issuer != null
                        ? LazyParty.at(String.valueOf(issuer), atIssuer)
                        : LazyParty.of(WebFingerResource.of(resource, http), atIssuer),
                base,
                store,
                outcome);
    }

    private RelyingParty relyingParty(
            Map<String, Object> members,
            String issuer,
            HttpSettings http,
            WatchedStore store,
            AtomicReference<Outcome> outcome) {
        return RelyingParty.builder()
                .baseUrl(base.toString())
                .secretKey(new BigInteger(256, new SecureRandom()).toString(36))
                .provider("provider", ProviderConfiguration.of(members, issuer))
                .keysFile(keys)
                .http(http)
                .clock(clock)
                .backchannelLogout(store)
                .frontchannelLogout()
                .sessionManagement()
                .allowCrossSiteSessionCookie()
                .refreshAccessTokens()
                .thirdPartyLogin()
                .errorView((error, request) -> errorPage(error, outcome))
                .build();
    }

    private static WebResponse errorPage(LoginError error, AtomicReference<Outcome> outcome) {
        String words = error.errorDescription() == null ? "" : ": " + error.errorDescription();
        String detail = error.error() == null ? "" : error.error() + words;
        outcome.set(Outcome.rejected(error.reason().code(), detail));
        return Pages.page(
                error.status(), "Rejected", "reason: " + error.reason().code(), detail);
    }

    /** The claims of a user as lines. */
    static String[] lines(SignedInUser user) {
        Map<String, Object> claims = new LinkedHashMap<>(user.claims());
        return claims.entrySet().stream()
                .map(claim -> claim.getKey() + ": " + claim.getValue())
                .toArray(String[]::new);
    }
}
