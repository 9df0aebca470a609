package dev.latchkey.flow;

import dev.latchkey.failure.OidcException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Who is left alone, until when, and after what. Thread-safe. */
final class Pauses {
    private final Map<String, Pause> pauses = new ConcurrentHashMap<>();
    private final InstantSource clock;

    private record Pause(Instant end, @Nullable OidcException failure) {}

    Pauses(InstantSource clock) {
        this.clock = clock;
    }

    boolean isPaused(String whom) {
        return find(whom) != null;
    }

    /** The failure that the pause is for; null if there is no pause, or it is for something else. */
    @Nullable
    OidcException failure(String whom) {
        Pause pause = find(whom);
        return pause == null ? null : pause.failure();
    }

    void pause(String whom, Instant end, @Nullable OidcException failure) {
        Instant now = clock.instant();
        pauses.values().removeIf(pause -> !now.isBefore(pause.end()));
        pauses.put(whom, new Pause(end, failure));
    }

    private @Nullable Pause find(String whom) {
        Pause pause = pauses.get(whom);
        return pause != null && clock.instant().isBefore(pause.end()) ? pause : null;
    }
}
