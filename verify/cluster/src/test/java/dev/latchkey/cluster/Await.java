package dev.latchkey.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits until something is so. */
final class Await {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

    private Await() {}

    /**
     * Returns when the condition holds; an exception means that it does not.
     *
     * @param what the condition in words
     * @param limit how long that may take
     * @throws IllegalStateException if it takes longer
     */
    static void until(String what, Duration limit, Callable<Boolean> condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        Exception last = null;
        while (true) {
            try {
                if (condition.call()) {
                    return;
                }
                last = null;
            } catch (Exception e) {
                last = e;
            }
            if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("waited " + limit + " in vain until " + what, last);
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    /** Returns when it is this time. */
    static void until(Instant time) {
        Duration limit = Duration.between(Instant.now(), time).plusMinutes(1);
        until("it is " + time, limit, () -> !Instant.now().isBefore(time));
    }
}
