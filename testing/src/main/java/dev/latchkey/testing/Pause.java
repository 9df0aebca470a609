package dev.latchkey.testing;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One request that waits at the provider until this is closed. */
public final class Pause implements AutoCloseable {
    private static final long LONGEST_SECONDS = 60;

    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    Pause() {}

    /**
     * Returns when the request is there.
     *
     * @throws IllegalStateException if it does not come within a minute
     */
    public void awaitRequest() {
        await(arrived);
    }

    /** Lets the request go on. */
    @Override
    public void close() {
        released.countDown();
    }

    void hold() {
        arrived.countDown();
        await(released);
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("waited a minute in vain");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
