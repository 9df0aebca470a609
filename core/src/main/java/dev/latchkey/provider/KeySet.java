package dev.latchkey.provider;

import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.ProviderUnavailable;
import dev.latchkey.http.HttpAnswer;
import dev.latchkey.http.HttpCall;
import dev.latchkey.internal.MalformedException;
import dev.latchkey.internal.SingleFlight;
import dev.latchkey.internal.VerificationKey;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A provider's public keys (OpenID Connect Core §10.1.1): read on first use, again every fifteen minutes, and at once
 * when a token names a key that is not known. While the provider is down, keys of at most a day are used. Thread-safe.
 */
public final class KeySet {
    private static final Logger LOG = LoggerFactory.getLogger("dev.latchkey");
    private static final Duration FRESH = Duration.ofMinutes(15);
    private static final Duration USABLE = Duration.ofDays(1);
    private static final Duration BETWEEN_REFETCHES = Duration.ofMinutes(1);

    private final ProviderHttp http;
    private final InstantSource clock;
    private final SingleFlight<Known> flight;
    private final Map<Bringer, AtomicReference<Instant>> nextRefetch = Map.of(
            Bringer.PROVIDER, new AtomicReference<>(Instant.MIN),
            Bringer.ANYBODY, new AtomicReference<>(Instant.MIN),
            Bringer.CALLER, new AtomicReference<>(Instant.MIN));
    private volatile @Nullable Known known;

    /** Who brings a token. Each has a budget of its own: what anybody can bring must not delay a rotation for logins. */
    public enum Bringer {
        /** The provider itself, at an endpoint that we asked. */
        PROVIDER,
        /** The browser, or whoever else can send a request. */
        ANYBODY,
        /** Whoever calls with an access token. */
        CALLER
    }

    private record Known(URI uri, List<VerificationKey> keys, Instant fetched, Instant freshUntil) {}

    /** Makes no call yet. */
    public KeySet(ProviderHttp http, InstantSource clock) {
        this.http = http;
        this.clock = clock;
        this.flight = new SingleFlight<>(clock);
    }

    /**
     * The keys: the same list as before unless they are others.
     *
     * @throws ProviderUnavailable if they are not known and the provider does not answer
     */
    public List<VerificationKey> keys(URI jwksUri) {
        Known now = known;
        if (now != null && now.uri().equals(jwksUri) && clock.instant().isBefore(now.freshUntil())) {
            return now.keys();
        }
        return fetchOrKeep(jwksUri, now);
    }

    /** The keys as they were read last, whether it is time to read them again or not; null: they were never read. */
    public @Nullable List<VerificationKey> atHand() {
        Known now = known;
        return now == null ? null : now.keys();
    }

    /**
     * The keys after a token did not fit those at hand. The first time they are fetched at once, from then on once a
     * minute, so that a flood of bad tokens does not become a flood of calls.
     *
     * @param bringer who brought the token
     */
    public List<VerificationKey> refetched(URI jwksUri, Bringer bringer) {
        Known before = known;
        Instant now = clock.instant();
        AtomicReference<Instant> budget = Objects.requireNonNull(nextRefetch.get(bringer));
        Instant next = budget.get();
        if (!now.isBefore(next) && budget.compareAndSet(next, now.plus(BETWEEN_REFETCHES))) {
            return fetchOrKeep(jwksUri, before);
        }
        return flight.isRunning() ? fetchOrKeep(jwksUri, before) : keys(jwksUri);
    }

    private List<VerificationKey> fetchOrKeep(URI jwksUri, @Nullable Known before) {
        try {
            return flight.join(() -> fetchedSince(before, jwksUri)).keys();
        } catch (ProviderUnavailable e) {
            Instant now = clock.instant();
            if (before == null
                    || !before.uri().equals(jwksUri)
                    || now.isAfter(before.fetched().plus(USABLE))) {
                throw e;
            }
            LOG.warn("The last known keys of {} stay in use: {}", jwksUri, e.getMessage());
            if (before.equals(known)) {
                known = new Known(jwksUri, before.keys(), before.fetched(), now.plus(BETWEEN_REFETCHES));
            }
            return before.keys();
        }
    }

    /** Whoever looked before another call ended shares its outcome, too. */
    private Known fetchedSince(@Nullable Known before, URI jwksUri) {
        Known now = known;
        return now != null && !now.equals(before) && now.uri().equals(jwksUri) ? now : fetch(jwksUri);
    }

    /** The list at hand, if it has these keys. */
    private List<VerificationKey> unchanged(List<VerificationKey> keys) {
        Known before = known;
        return before != null && before.keys().equals(keys) ? before.keys() : keys;
    }

    private Known fetch(URI jwksUri) {
        HttpCall call = http.get(jwksUri);
        HttpAnswer answer = http.send("jwks_uri", call);
        if (answer.status() != 200) {
            throw ProviderHttp.bad("jwks_uri", call, "answered " + answer.status());
        }
        try {
            Instant now = clock.instant();
            Known fetched =
                    new Known(jwksUri, unchanged(VerificationKey.parseSet(answer.body())), now, now.plus(FRESH));
            known = fetched;
            return fetched;
        } catch (MalformedException e) {
            throw new ProviderUnavailable(
                    FailureReason.PROVIDER_BAD_ANSWER, "The jwks_uri " + jwksUri + " answered " + e.getMessage() + ".");
        }
    }
}
