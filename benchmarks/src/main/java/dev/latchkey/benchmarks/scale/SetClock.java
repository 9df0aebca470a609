package dev.latchkey.benchmarks.scale;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that moves when it is told to. */
final class SetClock implements InstantSource {
    private volatile Instant now = Instant.now();

    /** Lets time pass. */
    void pass(Duration time) {
        now = now.plus(time);
    }

    @Override
    public Instant instant() {
        return now;
    }
}
