package dev.latchkey.internal;

import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.ProviderUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A call that is made once at a time: whoever asks while it runs shares its outcome. After a time-out, whoever asks
 * within three seconds shares that, too: a provider that hangs must not hold a thread for every visitor. Thread-safe.
 */
public final class SingleFlight<T extends @Nullable Object> {
    private static final Duration MEMORY_OF_A_TIMEOUT = Duration.ofSeconds(3);

    private final InstantSource clock;
    private final AtomicReference<@Nullable CompletableFuture<T>> running = new AtomicReference<>();
    private volatile @Nullable TimedOut timedOut;

    private record TimedOut(ProviderUnavailable failure, Instant until) {}

    /** No call is running yet. */
    public SingleFlight(InstantSource clock) {
        this.clock = clock;
    }

    /** Makes the call, or shares the outcome of the one that is running. */
    public T join(Supplier<T> call) {
        TimedOut recent = timedOut;
        if (recent != null && clock.instant().isBefore(recent.until())) {
            throw recent.failure();
        }
        CompletableFuture<T> mine = new CompletableFuture<>();
        CompletableFuture<T> other = running.compareAndExchange(null, mine);
        if (other != null) {
            return await(other);
        }
        try {
            T value = call.get();
            mine.complete(value);
            return value;
        } catch (RuntimeException | Error e) {
            remember(e);
            mine.completeExceptionally(e);
            throw e;
        } finally {
            running.set(null);
        }
    }

    private void remember(Throwable failure) {
        if (failure instanceof ProviderUnavailable unavailable
                && unavailable.reason() == FailureReason.PROVIDER_TIMEOUT) {
            timedOut = new TimedOut(unavailable, clock.instant().plus(MEMORY_OF_A_TIMEOUT));
        }
    }

    /** Is the call running now? */
    public boolean isRunning() {
        return running.get() != null;
    }

    private static <T extends @Nullable Object> T await(CompletableFuture<T> other) {
        try {
            return other.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
