package dev.latchkey.testing;

import dev.latchkey.testing.jose.SigningAlgorithm;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A complete OpenID Provider on loopback, for tests and development only: it asks for no password. It can also be told
 * to {@linkplain #misbehave misbehave}. It knows the client {@code client1} with the secret {@code secret1} and the
 * users {@code alice} and {@code bob}, and keeps everything in memory. It serves, and keeps the JVM alive, until it is
 * closed. Thread-safe.
 *
 * <pre>{@code
 * try (TestProvider provider = TestProvider.start()) {
 *     // an application that logs in at provider.issuer()
 * }
 * }</pre>
 */
public final class TestProvider implements AutoCloseable {
    private final ProviderServer server;
    private final ProviderState state;
    private final Router router;
    private final SignOuts signOuts;

    private TestProvider(ProviderSettings settings) {
        server = new ProviderServer(settings.port(), settings.tls());
        state = new ProviderState(settings, server.port(), server.threads());
        router = new Router(state);
        signOuts = new SignOuts(state);
        server.start(router);
    }

    /** A running provider on a free port, with default settings. */
    public static TestProvider start() {
        return builder().start();
    }

    /** Settings for a provider. */
    public static Builder builder() {
        return new Builder();
    }

    /** The issuer, for instance {@code http://localhost:34567}. */
    public String issuer() {
        return state.issuer();
    }

    /** The address of the metadata document. */
    public URI discoveryUri() {
        return uri(Endpoint.DISCOVERY);
    }

    /** The address of an endpoint. */
    public URI uri(Endpoint endpoint) {
        return URI.create(state.address(endpoint));
    }

    /** The port on loopback. */
    public int port() {
        return server.port();
    }

    /** Adds a client, or replaces the one of the same name; returns this provider. */
    public TestProvider client(TestClient client) {
        state.clients.add(client);
        return this;
    }

    /** Adds a user, or replaces the one with the same subject; returns this provider. */
    public TestProvider user(TestUser user) {
        state.users.add(user);
        return this;
    }

    /** Misbehaves in exactly these ways from now on. */
    public void misbehave(Misbehaviour... how) {
        state.behaviour.replace(List.of(how));
    }

    /** Behaves from now on. */
    public void behave() {
        state.behaviour.replace(List.of());
    }

    /** Signs with a new key of a new name from now on; the old key is no longer published. */
    public void rotateKeys() {
        state.keys.rotate();
    }

    /** Sets the provider's clock this far ahead of its source, or behind it if negative. */
    public void offsetClock(Duration offset) {
        state.clock.offset(offset);
    }

    /** The requests received so far, oldest first; only the newest 10 000 are kept. */
    public List<RecordedRequest> requests() {
        return router.requests.all();
    }

    /** The requests received so far by this endpoint, oldest first. */
    public List<RecordedRequest> requests(Endpoint endpoint) {
        return requests().stream()
                .filter(request -> request.endpoint() == endpoint)
                .toList();
    }

    /**
     * The authorization requests received so far as they were understood, oldest first; what the sign-in page sends is
     * not among them. Only the newest 10 000 are kept.
     */
    public List<CarriedRequest> authorizationRequests() {
        return state.authorizationRequests.all();
    }

    /**
     * The uses of refresh tokens so far, granted or not, oldest first; those that {@linkplain #misbehave misbehaviour}
     * answered before they reached the token endpoint are not among them. Only the newest 100 000 are kept.
     */
    public List<RefreshCall> refreshCalls() {
        return state.refreshCalls.all();
    }

    /** Sets how long access tokens are valid that are issued from now on. */
    public void accessTokenLifetime(Duration lifetime) {
        state.tokens.accessTokenLifetime(lifetime);
    }

    void resetAccessTokenLifetime() {
        accessTokenLifetime(state.settings.lifetimes().accessToken());
    }

    /** Forgets the requests received so far. */
    public void forgetRequests() {
        state.refreshCalls.clear();
        router.requests.clear();
        state.authorizationRequests.clear();
    }

    /**
     * Ends the sessions of all browsers at the provider, and sends logout tokens to their clients that registered a
     * {@code backchannel_logout_uri}; tokens stay valid.
     *
     * @return what the clients answered
     */
    public List<LogoutDelivery> signOutEverywhere() {
        return signOuts.notify(state.sessions.endAll(session -> true));
    }

    /** The same for the sessions of one user. */
    public List<LogoutDelivery> signOut(String subject) {
        return signOuts.notify(
                state.sessions.endAll(session -> session.user().subject().equals(subject)));
    }

    /** The names of this user's sessions at the provider, as in the {@code sid} of ID tokens. */
    public List<String> sids(String subject) {
        return state.sessions.sids(subject);
    }

    /**
     * A logout token for this client that does not say yet whose sessions end. It ends none at the provider.
     *
     * @throws IllegalArgumentException if no client has this name
     */
    public LogoutToken logoutToken(String clientId) {
        TestClient client = state.clients.find(clientId);
        if (client == null) {
            throw new IllegalArgumentException("no client " + clientId);
        }
        return LogoutToken.of(state, client);
    }

    /**
     * Lets the next request to this endpoint wait before it is answered, for tests of what happens meanwhile.
     *
     * <pre>{@code
     * try (Pause pause = provider.pause(Endpoint.TOKEN)) {
     *     // start a login in another thread
     *     pause.awaitRequest();
     *     // do something else
     * } // the login goes on
     * }</pre>
     */
    public Pause pause(Endpoint endpoint) {
        return router.pauses.add(endpoint);
    }

    /** An access token to call an API with, for tests of that API. */
    public TestAccessToken accessToken() {
        return new TestAccessToken(state);
    }

    /** Ends a token: from now on it is inactive. */
    public void revoke(String token) {
        state.tokens.revoke(token);
    }

    /** Ends all codes, access tokens and refresh tokens; sessions stay. */
    public void revokeTokens() {
        state.tokens.revokeAll();
    }

    /** Stops serving, interrupts what is being answered, and frees port and threads. Closing again does nothing. */
    @Override
    public void close() {
        state.closed.countDown();
        server.close();
    }

    /** Settings for a provider. Every setting has a default; one builder can start many. Not thread-safe. */
    public static final class Builder {
        private static final List<String> AUTH_METHODS = TestClient.METHODS;

        private final List<TestClient> clients =
                new ArrayList<>(List.of(TestClient.confidential("client1", "secret1")));
        private final List<TestUser> users = new ArrayList<>();
        private int port;
        private String issuerPath = "";
        private InstantSource clock = Clock.systemUTC();
        private Lifetimes lifetimes = Lifetimes.DEFAULT;
        private @Nullable String initialAccessToken;
        private SigningAlgorithm signingAlgorithm = SigningAlgorithm.RS256;
        private List<String> tokenEndpointAuthMethods = AUTH_METHODS;

        private boolean strictRedirectUris;
        private String host = "localhost";
        private @Nullable SSLContext tls;

        private Builder() {}

        /** The port, 0 to 65535; 0 is any free one and the default. */
        public Builder port(int port) {
            this.port = port;
            return this;
        }

        /** The issuer's path, such as {@code /realms/x}; none by default. */
        public Builder issuerPath(String path) {
            if (!path.matches("(/[A-Za-z0-9._~-]+)*")) {
                throw new IllegalArgumentException(
                        "issuerPath: expected a path without a slash at its end, for example /realms/x, not " + path);
            }
            this.issuerPath = path;
            return this;
        }

        /** The source of the provider's time; the system's by default. */
        public Builder clock(InstantSource source) {
            this.clock = source;
            return this;
        }

        /** One more client beside the default one, which is replaced by another of the same name. */
        public Builder client(TestClient client) {
            clients.add(client);
            return this;
        }

        /** One more user beside {@code alice} and {@code bob}, or another of them. */
        public Builder user(TestUser user) {
            users.add(user);
            return this;
        }

        /** How long ID tokens are valid; ten minutes by default. */
        public Builder idTokenLifetime(Duration lifetime) {
            lifetimes = lifetimes.withIdToken(lifetime);
            return this;
        }

        /** How long access tokens are valid; one hour by default. */
        public Builder accessTokenLifetime(Duration lifetime) {
            lifetimes = lifetimes.withAccessToken(lifetime);
            return this;
        }

        /** How long codes are valid; one minute by default. */
        public Builder codeLifetime(Duration lifetime) {
            lifetimes = lifetimes.withCode(lifetime);
            return this;
        }

        /** How long the secrets of clients that registered themselves are valid; for ever by default. */
        public Builder registeredSecretLifetime(Duration lifetime) {
            lifetimes = lifetimes.withRegisteredSecret(lifetime);
            return this;
        }

        /** The token without which nobody may register (RFC 7591 §3); anybody may by default. */
        public Builder initialAccessToken(String token) {
            this.initialAccessToken = token;
            return this;
        }

        /**
         * The algorithm of ID tokens: RS256 (the default), RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512 or
         * EdDSA.
         *
         * @throws IllegalArgumentException if it is another
         */
        public Builder signingAlgorithm(String name) {
            this.signingAlgorithm = SigningAlgorithm.named(name);
            return this;
        }

        /** The advertised ways of client authentication; with none the metadata does not mention them. */
        public Builder tokenEndpointAuthMethods(String... methods) {
            this.tokenEndpointAuthMethods = List.of(methods);
            return this;
        }

        /**
         * Refuses to register loopback redirect URIs for response types that bring tokens into the browser, as OpenID
         * Connect Registration §2 has it; they may be http on loopback by default.
         */
        public Builder strictRedirectUris() {
            this.strictRedirectUris = true;
            return this;
        }

        /**
         * Serves https under another name, so that a browser that resolves it to loopback sees another site.
         *
         * @param host the host of the issuer
         * @param context with a certificate for it
         */
        public Builder https(String host, SSLContext context) {
            this.host = host;
            this.tls = context;
            return this;
        }

        /**
         * A running provider with these settings.
         *
         * @throws java.io.UncheckedIOException if the port is taken
         */
        public TestProvider start() {
            return new TestProvider(new ProviderSettings(
                    port,
                    issuerPath,
                    clock,
                    List.copyOf(clients),
                    List.copyOf(users),
                    lifetimes,
                    initialAccessToken,
                    signingAlgorithm,
                    tokenEndpointAuthMethods,
                    strictRedirectUris,
                    host,
                    tls));
        }
    }
}
