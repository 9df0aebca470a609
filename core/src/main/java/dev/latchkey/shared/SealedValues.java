package dev.latchkey.shared;

import dev.latchkey.cookie.Seal;
import dev.latchkey.store.SharedValues;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Values that nodes share and that stores must not read: each sealed for its name. Thread-safe. */
public final class SealedValues {
    /** How long what has no end of its own is kept. */
    public static final Duration FOR_EVER = Duration.ofDays(3650);

    private final SharedValues values;
    private final Seal seal;

    /** Kept here, sealed like this. */
    public SealedValues(SharedValues values, Seal seal) {
        this.values = values;
        this.seal = seal;
    }

    /** The value under this name; null if there is none, or none that one of our keys opens. */
    public byte @Nullable [] value(String name) {
        byte[] sealed = values.value(name);
        return sealed == null ? null : seal.openBytes(purpose(name), sealed);
    }

    /** Puts a value under a free name. */
    public boolean putIfAbsent(String name, byte[] value, Instant until) {
        return values.putIfAbsent(name, seal.sealBytes(purpose(name), value), until);
    }

    /** Removes what is under this name, if the condition holds for it; what cannot be opened is not worth keeping. */
    public void removeIf(String name, Predicate<byte[]> isStale) {
        byte[] sealed = values.value(name);
        if (sealed != null) {
            byte[] value = seal.openBytes(purpose(name), sealed);
            if (value == null || isStale.test(value)) {
                values.remove(name, sealed);
            }
        }
    }

    private static String purpose(String name) {
        return "value:" + name;
    }
}
