package dev.latchkey.flow;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Who is left alone, and until when. Thread-safe. */
final class Pauses {
    private final Map<String, Instant> until = new ConcurrentHashMap<>();
    private final InstantSource clock;

    Pauses(InstantSource clock) {
        this.clock = clock;
    }

    boolean isPaused(String whom) {
        return clock.instant().isBefore(until.getOrDefault(whom, Instant.MIN));
    }

    void pause(String whom, Instant end) {
        Instant now = clock.instant();
        until.values().removeIf(over -> !now.isBefore(over));
        until.put(whom, end);
    }
}
