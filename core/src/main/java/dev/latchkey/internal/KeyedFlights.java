package dev.latchkey.internal;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** For each key, a call that is made once at a time: whoever asks while it runs shares its outcome. Thread-safe. */
public final class KeyedFlights<T extends @Nullable Object> {
    private final Map<String, CompletableFuture<T>> running = new ConcurrentHashMap<>();

    /** No call is running yet. */
    public KeyedFlights() {}

    /** Makes the call, or shares the outcome of the one that is running under this key. */
    public T join(String key, Supplier<T> call) {
        CompletableFuture<T> mine = new CompletableFuture<>();
        CompletableFuture<T> other = running.putIfAbsent(key, mine);
        if (other != null) {
            return await(other);
        }
        try {
            T value = call.get();
            mine.complete(value);
            return value;
        } catch (RuntimeException | Error e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            running.remove(key, mine);
        }
    }

    private static <T extends @Nullable Object> T await(CompletableFuture<T> other) {
        try {
            return other.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
