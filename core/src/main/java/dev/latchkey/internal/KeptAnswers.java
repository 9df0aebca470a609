package dev.latchkey.internal;

import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.ProviderUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers of providers, each kept under its key until its time. Concurrent questions with one key are one call, and a
 * failure is kept by nobody; but after a time-out the same provider is not asked for three seconds, whatever the key: a
 * provider that hangs must not hold a thread for every question that somebody makes up. Thread-safe.
 */
public final class KeptAnswers<V> {
    private static final Duration MEMORY_OF_A_TIMEOUT = Duration.ofSeconds(3);

    private final InstantSource clock;
    private final ShortMemory<V> answers;
    private final KeyedFlights<V> flights = new KeyedFlights<>();
    private final Map<String, TimedOut> timedOut = new ConcurrentHashMap<>();

    private record TimedOut(ProviderUnavailable failure, Instant until) {}

    /** Keeps so many at most. */
    public KeptAnswers(int capacity, InstantSource clock) {
        this.answers = new ShortMemory<>(capacity);
        this.clock = clock;
    }

    /** The answer that is kept; null if there is none. */
    public @Nullable V find(String key) {
        return answers.find(key, clock.instant());
    }

    /**
     * The answer that is kept, or another.
     *
     * @param provider whom the call asks
     * @param call asks
     * @param end until when an answer is kept; a time that is over: it is not
     * @throws ProviderUnavailable if the provider did not answer in time a moment ago
     */
    public V get(String key, String provider, Supplier<V> call, Function<V, Instant> end) {
        V known = find(key);
        return known != null
                ? known
                : flights.join(key, () -> {
                    V meanwhile = find(key);
                    return meanwhile != null ? meanwhile : kept(key, asked(provider, call), end);
                });
    }

    /** Forgets the answer under this key. */
    public void forget(String key) {
        answers.forget(key);
    }

    private V kept(String key, V answer, Function<V, Instant> end) {
        Instant now = clock.instant();
        Instant until = end.apply(answer);
        if (now.isBefore(until)) {
            answers.keep(key, answer, until, now);
        }
        return answer;
    }

    private V asked(String provider, Supplier<V> call) {
        TimedOut recent = timedOut.get(provider);
        if (recent != null && clock.instant().isBefore(recent.until())) {
            throw recent.failure();
        }
        try {
            return call.get();
        } catch (ProviderUnavailable e) {
            if (e.reason() == FailureReason.PROVIDER_TIMEOUT) {
                timedOut.put(provider, new TimedOut(e, clock.instant().plus(MEMORY_OF_A_TIMEOUT)));
            }
            throw e;
        }
    }
}
