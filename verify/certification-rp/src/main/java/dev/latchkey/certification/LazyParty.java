package dev.latchkey.certification;

import dev.latchkey.RelyingParty;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The relying party at the configured issuer, or at the one that WebFinger finds when the issuer is first needed: a host
 * that is down is no malformed configuration. Thread-safe.
 */
final class LazyParty {
    private static final String NOT_FOUND_YET = "https://not-found-yet.invalid";

    private final Function<String, RelyingParty> atIssuer;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable WebFingerResource resource;
    private volatile RelyingParty party;

    private LazyParty(Function<String, RelyingParty> atIssuer, String issuer, @Nullable WebFingerResource resource) {
        this.atIssuer = atIssuer;
        this.resource = resource;
        this.party = atIssuer.apply(issuer);
    }

    /** At this issuer. */
    static LazyParty at(String issuer, Function<String, RelyingParty> atIssuer) {
        return new LazyParty(atIssuer, issuer, null);
    }

    /** At the issuer of this resource. */
    static LazyParty of(WebFingerResource resource, Function<String, RelyingParty> atIssuer) {
        return new LazyParty(atIssuer, NOT_FOUND_YET, resource);
    }

    /** The relying party for whatever needs no issuer. */
    RelyingParty get() {
        return party;
    }

    /**
     * The relying party with its issuer.
     *
     * @throws dev.latchkey.failure.OidcException if WebFinger does not find it
     */
    RelyingParty atItsIssuer() {
        lock.lock();
        try {
            if (resource != null) {
                party = atIssuer.apply(resource.issuer());
                resource = null;
            }
            return party;
        } finally {
            lock.unlock();
        }
    }
}
