package dev.latchkey.redis;

import java.time.Duration;
import java.time.Instant;

/** Times as Redis takes them. */
final class Times {
    /** Longer than any session, and far from where a server's arithmetic ends. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private static final Instant EARLIEST = Instant.ofEpochMilli(Long.MIN_VALUE);
    private static final Instant LATEST = Instant.ofEpochMilli(Long.MAX_VALUE);

    private Times() {}

    /** What is left until then, for PX: in milliseconds, at least one, and a hundred years at most. */
    static long life(Instant until, Instant now) {
        if (until.isAfter(now.plus(LONGEST))) {
            return LONGEST.toMillis();
        }
        return until.isAfter(now) ? Math.max(1, Duration.between(now, until).toMillis()) : 1;
    }

    /** Milliseconds since 1970, rounded down. */
    static long millis(Instant time) {
        Instant bounded = time.isBefore(EARLIEST) ? EARLIEST : time.isAfter(LATEST) ? LATEST : time;
        return bounded.toEpochMilli();
    }

    /** Milliseconds since 1970, rounded up. */
    static long millisOrLater(Instant time) {
        return time.isAfter(LATEST.minusMillis(1)) ? Long.MAX_VALUE : millis(time.plusNanos(999_999));
    }
}
