package dev.latchkey.cluster;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Something that is down for a while, as those who ask meanwhile can tell. Thread-safe. */
final class Trouble {
    private final AtomicInteger changes = new AtomicInteger();
    private volatile @Nullable Instant from;
    private volatile @Nullable Instant to;

    /** From now on it is down. */
    void begins() {
        from = Instant.now();
        changes.incrementAndGet();
    }

    /** From now on it is not. */
    void ends() {
        changes.incrementAndGet();
        to = Instant.now();
    }

    /** What {@link #wasThereSince} needs later. */
    int look() {
        return changes.get();
    }

    /** Was it down at some time since that look? */
    boolean wasThereSince(int look) {
        return look % 2 == 1 || changes.get() != look;
    }

    /** When it began; the end of time if it never did. */
    Instant from() {
        Instant began = from;
        return began == null ? Instant.MAX : began;
    }

    /** When it ended; the end of time if it has not. */
    Instant to() {
        Instant ended = to;
        return ended == null ? Instant.MAX : ended;
    }
}
