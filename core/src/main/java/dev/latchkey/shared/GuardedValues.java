package dev.latchkey.shared;

import dev.latchkey.store.SharedValues;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Values that nodes share, guarded. */
final class GuardedValues implements SharedValues {
    private final SharedValues values;

    GuardedValues(SharedValues values) {
        this.values = values;
    }

    @Override
    public byte @Nullable [] value(String name) {
        return Guard.<byte @Nullable []>call("value", () -> values.value(name));
    }

    @Override
    public boolean putIfAbsent(String name, byte[] value, Instant until) {
        return Guard.call("putIfAbsent", () -> values.putIfAbsent(name, value, until));
    }

    @Override
    public boolean remove(String name, byte[] value) {
        return Guard.call("remove", () -> values.remove(name, value));
    }
}
