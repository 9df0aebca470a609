package dev.latchkey.internal;

import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that is made at its first use, once; what it is made of is forgotten then. Thread-safe. */
public final class Lazy<T> {
    private final ReentrantLock making = new ReentrantLock();
    private @Nullable Supplier<T> maker;
    private volatile @Nullable T made;

    /** Made by this. */
    public Lazy(Supplier<T> maker) {
        this.maker = maker;
    }

    /** The value. If it cannot be made, the next call tries again. */
    public T get() {
        T value = made;
        if (value != null) {
            return value;
        }
        making.lock();
        try {
            if (maker != null) {
                made = maker.get();
                maker = null;
            }
            return Objects.requireNonNull(made);
        } finally {
            making.unlock();
        }
    }
}
