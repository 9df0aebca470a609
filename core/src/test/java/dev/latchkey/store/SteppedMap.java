package dev.latchkey.store;

import dev.latchkey.interleaving.Step;
import dev.latchkey.interleaving.Turns;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A map whose every access is a step, but a look by whoever holds the lock for changes: nobody can tell when that was. What
 * is done between two steps may touch more, so that all orders count.
 */
final class SteppedMap<V> extends ConcurrentHashMap<String, V> {
    private static final long serialVersionUID = 1L;

    private final transient Turns turns;

    private final transient BooleanSupplier isLocked;

    SteppedMap(Turns turns, BooleanSupplier isLocked) {
        this.turns = turns;
        this.isLocked = isLocked;
    }

    @Override
    public @Nullable V get(Object key) {
        if (!isLocked.getAsBoolean()) {
            turns.step("gets " + key, Step.EVERYTHING, true);
        }
        return super.get(key);
    }

    @Override
    public @Nullable V put(String key, V value) {
        turns.step("puts " + key, Step.EVERYTHING, true);
        return super.put(key, Objects.requireNonNull(value));
    }

    @Override
    public @Nullable V remove(Object key) {
        turns.step("removes " + key, Step.EVERYTHING, true);
        return super.remove(key);
    }
}
