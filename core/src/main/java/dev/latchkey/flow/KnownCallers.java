package dev.latchkey.flow;

import dev.latchkey.app.TokenIdentity;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who called with a JWT that was verified, by the token's hash: one that comes again is not verified again before it ends, or
 * its issuer's keys are others. Of more than 5000 the older ones are forgotten. Thread-safe.
 */
final class KnownCallers {
    private static final int MANY = 5000;

    private final InstantSource clock;
    private volatile Map<String, Known> newer = new ConcurrentHashMap<>();
    private volatile Map<String, Known> older = Map.of();

    /**
     * Somebody who is known.
     *
     * @param caller who it is
     * @param keys what the token was verified with
     * @param keysNow what its issuer's tokens are verified with now
     */
    private record Known(TokenIdentity caller, Object keys, Supplier<Object> keysNow) {
        boolean isStill(Instant now) {
            Instant end = caller.expiresAt();
            return end != null && now.isBefore(end) && keysNow.get().equals(keys);
        }
    }

    KnownCallers(InstantSource clock) {
        this.clock = clock;
    }

    /** Who is known by this hash; null if nobody is, or no longer. */
    @Nullable
    TokenIdentity find(String hash) {
        Known known = newer.get(hash);
        if (known == null) {
            known = older.get(hash);
            if (known == null) {
                return null;
            }
            keep(hash, known);
        }
        if (known.isStill(clock.instant())) {
            return known.caller();
        }
        newer.remove(hash, known);
        return null;
    }

    /**
     * Remembers who it is.
     *
     * @param keys what the token was verified with
     * @param keysNow what its issuer's tokens are verified with now: equal while nothing has changed
     */
    void keep(String hash, TokenIdentity caller, Object keys, Supplier<Object> keysNow) {
        keep(hash, new Known(caller, keys, keysNow));
    }

    /** How many are remembered. */
    int size() {
        return newer.size() + older.size();
    }

    private void keep(String hash, Known known) {
        if (newer.size() >= MANY) {
            older = newer;
            newer = new ConcurrentHashMap<>();
        }
        newer.put(hash, known);
    }
}
