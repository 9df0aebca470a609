package dev.latchkey.verify;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** The system's clock, set forward. */
public final class MovableClock implements InstantSource {
    private final AtomicReference<Duration> offset = new AtomicReference<>(Duration.ZERO);

    /** Sets the clock forward by so much more. */
    public void advance(Duration more) {
        offset.updateAndGet(more::plus);
    }

    @Override
    public Instant instant() {
        return InstantSource.system().instant().plus(offset.get());
    }
}
