package dev.latchkey.internal;

import static dev.latchkey.failure.FailureReason.PROVIDER_ANSWER_TOO_LARGE;
import static dev.latchkey.failure.FailureReason.PROVIDER_BAD_ANSWER;
import static dev.latchkey.failure.FailureReason.PROVIDER_TIMEOUT;
import static dev.latchkey.failure.FailureReason.PROVIDER_UNREACHABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.ProviderUnavailable;
import dev.latchkey.fixture.HandClock;
import dev.latchkey.fixture.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** One call at a time; a provider that hangs does not hold a thread for every visitor. */
class SingleFlightTest {
    private final HandClock clock = new HandClock();
    private final SingleFlight<String> flight = new SingleFlight<>(clock);
    private final AtomicInteger calls = new AtomicInteger();

    private String fail(FailureReason reason) {
        calls.incrementAndGet();
        throw new ProviderUnavailable(reason, "call " + calls);
    }

    @Test
    void a_time_out_is_shared_for_three_seconds() {
        Refusal.of(PROVIDER_TIMEOUT, () -> flight.join(() -> fail(PROVIDER_TIMEOUT)));
        clock.pass(Duration.ofMillis(2999));
        assertThat(Refusal.of(PROVIDER_TIMEOUT, () -> flight.join(() -> "never")))
                .hasMessage("call 1");
        assertThat(calls).hasValue(1);

        clock.pass(Duration.ofMillis(1));
        assertThat(flight.join(() -> "an answer")).isEqualTo("an answer");
        assertThat(flight.isRunning()).isFalse();
    }

    @Test
    void any_other_failure_is_not_shared_with_those_who_come_later() {
        for (FailureReason reason : List.of(PROVIDER_UNREACHABLE, PROVIDER_BAD_ANSWER, PROVIDER_ANSWER_TOO_LARGE)) {
            Refusal.of(reason, () -> flight.join(() -> fail(reason)));
            assertThat(flight.join(() -> "an answer")).isEqualTo("an answer");
        }
        assertThatIllegalStateException()
                .isThrownBy(() -> flight.join(() -> {
                    throw new IllegalStateException("broken");
                }));
        assertThat(flight.join(() -> "an answer")).isEqualTo("an answer");
    }

    @Test
    void a_success_is_not_remembered() {
        assertThat(flight.join(() -> "first")).isEqualTo("first");
        assertThat(flight.join(() -> "second")).isEqualTo("second");
    }
}
