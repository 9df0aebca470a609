package dev.latchkey.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** The provider's idea of the time, in whole seconds. Thread-safe. */
final class ProviderClock {
    private final InstantSource source;
    private volatile Duration offset = Duration.ZERO;

    ProviderClock(InstantSource source) {
        this.source = source;
    }

    Instant now() {
        return source.instant().plus(offset).truncatedTo(ChronoUnit.SECONDS);
    }

    void offset(Duration offset) {
        this.offset = offset;
    }
}
