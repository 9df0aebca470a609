package dev.latchkey.shared;

import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.ProviderUnavailable;
import dev.latchkey.failure.StoreUnavailable;
import dev.latchkey.internal.RandomBytes;
import dev.latchkey.store.SharedValues;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that one node does at a time. A lease ends by itself if its node dies, and so it is no lock to rest correctness on:
 * whoever writes what came of the work writes it over the version that he read. Thread-safe.
 */
public final class Leases {
    private static final Logger LOG = LoggerFactory.getLogger("dev.latchkey");
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(30);

    private final SharedValues values;
    private final Duration length;
    private final InstantSource clock;

    /**
     * Leases that are kept here.
     *
     * @param length longer than the work can take
     */
    public Leases(SharedValues values, Duration length, InstantSource clock) {
        this.values = values;
        this.length = length;
        this.clock = clock;
    }

    /** Does the work, if no node is at it; null if one is. */
    public <T> @Nullable T ifFree(String name, Supplier<T> work) {
        byte[] lease = RandomBytes.base64Url256().getBytes(StandardCharsets.US_ASCII);
        if (!values.putIfAbsent(name, lease, clock.instant().plus(length))) {
            return null;
        }
        boolean isToEndByItself = false;
        try {
            return work.get();
        } catch (Unfinished e) {
            isToEndByItself = true;
            throw e.failure();
        } finally {
            if (!isToEndByItself) {
                release(name, lease);
            }
        }
    }

    /**
     * The work has failed, and no other node shall be at it before this lease ends by itself: what came of it is here alone.
     */
    public static final class Unfinished extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final StoreUnavailable failure;

        /** Because of this failure. */
        public Unfinished(StoreUnavailable failure) {
            super(failure);
            this.failure = failure;
        }

        StoreUnavailable failure() {
            return failure;
        }
    }

    /**
     * Does the work, after every node that is at it has finished or died.
     *
     * @throws ProviderUnavailable if that takes longer than a lease and a half, since others are at it again and again
     */
    public <T> T whenFree(String name, Supplier<T> work) {
        long looks = length.plus(length.dividedBy(2)).toMillis() / BETWEEN_LOOKS.toMillis();
        T outcome = ifFree(name, work);
        while (outcome == null) {
            if (looks-- == 0 || Thread.currentThread().isInterrupted()) {
                throw new ProviderUnavailable(
                        FailureReason.PROVIDER_TIMEOUT,
                        "Other nodes have been at \"" + name.split(":", 2)[0] + "\" for too long.");
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            outcome = ifFree(name, work);
        }
        return outcome;
    }

    /** What cannot be given back ends by itself. */
    private void release(String name, byte[] lease) {
        try {
            values.remove(name, lease);
        } catch (StoreUnavailable e) {
            LOG.warn("A lease is not given back, and ends by itself in {} s: {}", length.toSeconds(), e.getMessage());
        }
    }
}
