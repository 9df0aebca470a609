package dev.latchkey.store;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values that are forgotten after their time; whoever adds one sweeps, once a minute. Not thread-safe. */
final class Expiring<K, V> {
    private static final long SWEEP_EVERY_SECONDS = 60;

    private final Map<K, Entry<V>> entries = new HashMap<>();
    private Instant nextSweep = Instant.MIN;

    private record Entry<V>(V value, Instant until) {}

    @Nullable
    V find(K key, Instant now) {
        Entry<V> entry = entries.get(key);
        return entry != null && now.isBefore(entry.until()) ? entry.value() : null;
    }

    void put(K key, V value, Instant until, Instant now) {
        if (!now.isBefore(nextSweep)) {
            nextSweep = now.plusSeconds(SWEEP_EVERY_SECONDS);
            entries.values().removeIf(entry -> !now.isBefore(entry.until()));
        }
        entries.put(key, new Entry<>(value, until));
    }

    void remove(K key) {
        entries.remove(key);
    }

    int size() {
        return entries.size();
    }
}
