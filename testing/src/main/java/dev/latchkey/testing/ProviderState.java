package dev.latchkey.testing;

import dev.latchkey.testing.jose.KeyRing;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;

/** Everything that the endpoints share. Thread-safe. */
final class ProviderState {
    private static final int MOST_REFRESH_CALLS = 100_000;

    final ProviderSettings settings;
    final Behaviour behaviour = new Behaviour();
    final CountDownLatch closed = new CountDownLatch(1);
    final ProviderClock clock;
    final KeyRing keys;
    final Clients clients;
    final Users users;
    final BrowserSessions sessions = new BrowserSessions();
    final RequestLog<CarriedRequest> authorizationRequests = new RequestLog<>();
    final RequestLog<RefreshCall> refreshCalls = new RequestLog<>(MOST_REFRESH_CALLS);
    final ClaimSources claimSources = new ClaimSources(this);
    final Tokens tokens;
    private final int port;
    private final String origin;
    private final String issuer;

    ProviderState(ProviderSettings settings, int port, Executor executor) {
        this.settings = settings;
        this.port = port;
        this.origin = (settings.tls() == null ? "http://" : "https://") + settings.host() + ":" + port;
        this.issuer = origin + settings.issuerPath();
        this.clock = new ProviderClock(settings.clock());
        this.keys = new KeyRing(settings.signingAlgorithm(), executor);
        this.clients = new Clients(settings.clients());
        this.users = new Users(settings.users());
        this.tokens = new Tokens(clock, settings.lifetimes());
    }

    /** The port that the provider listens on. */
    int port() {
        return port;
    }

    /** Scheme, host and port. */
    String origin() {
        return origin;
    }

    /** The issuer that the provider stands by everywhere. */
    String issuer() {
        return is(Misbehaviour.DISCOVERY_TRAILING_SLASH) ? issuer + "/" : issuer;
    }

    /** The address of an endpoint. */
    String address(Endpoint endpoint) {
        return origin + path(endpoint);
    }

    /** The path of an endpoint, below the issuer's except for WebFinger (RFC 7033 §10.1). */
    String path(Endpoint endpoint) {
        return (endpoint == Endpoint.WEBFINGER ? "" : settings.issuerPath()) + endpoint.path();
    }

    boolean is(Misbehaviour misbehaviour) {
        return behaviour.is(misbehaviour);
    }
}
