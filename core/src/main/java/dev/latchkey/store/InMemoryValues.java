package dev.latchkey.store;

import dev.latchkey.internal.ShortMemory;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Values in this process's memory; each kind has room of its own, so that none can crowd out another. Thread-safe. */
final class InMemoryValues implements SharedValues {
    private static final int MAX_OF_A_KIND = 100_000;

    private final Map<String, ShortMemory<byte[]>> kinds = new ConcurrentHashMap<>();
    private final InstantSource clock;

    InMemoryValues(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public byte @Nullable [] value(String name) {
        return kind(name).find(name, clock.instant());
    }

    @Override
    public boolean putIfAbsent(String name, byte[] value, Instant until) {
        return kind(name).keepIfAbsent(name, value, until, clock.instant());
    }

    @Override
    public boolean remove(String name, byte[] value) {
        return kind(name).forget(name, value, clock.instant());
    }

    private ShortMemory<byte[]> kind(String name) {
        return kinds.computeIfAbsent(name.split(":", 2)[0], kind -> new ShortMemory<>(MAX_OF_A_KIND));
    }
}
