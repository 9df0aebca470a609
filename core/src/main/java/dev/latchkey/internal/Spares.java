package dev.latchkey.internal;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Objects that cost more to make than to use, such as ciphers, each for one thread at a time. Up to 64 wait to be used again,
 * whatever the number of threads: threads may be virtual, and too many to own one each. Thread-safe.
 */
public final class Spares<T> {
    private static final int PLACES = 64;

    private final AtomicReferenceArray<@Nullable T> waiting = new AtomicReferenceArray<>(PLACES);
    private final Supplier<T> maker;

    /** Made by this where none waits. */
    public Spares(Supplier<T> maker) {
        this.maker = maker;
    }

    /** One that nobody else uses. */
    public T take() {
        T spare = waiting.getAndSet(place(), null);
        return spare == null ? maker.get() : spare;
    }

    /** Lets others use it. What a failure may have left in a strange state is not given back. */
    public void giveBack(T spare) {
        waiting.lazySet(place(), spare);
    }

    private static int place() {
        return (int) Thread.currentThread().getId() & (PLACES - 1);
    }
}
