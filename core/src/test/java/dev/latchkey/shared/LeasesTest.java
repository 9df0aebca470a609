package dev.latchkey.shared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.StoreUnavailable;
import dev.latchkey.fixture.CapturedLog;
import dev.latchkey.fixture.Crowd;
import dev.latchkey.fixture.HandClock;
import dev.latchkey.fixture.Refusal;
import dev.latchkey.fixture.RemoteStore;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** One node at a time, and no node for ever. */
class LeasesTest {
    private final HandClock clock = new HandClock();
    private final RemoteStore store = new RemoteStore(clock);
    private final Leases leases = new Leases(Guard.values(store), Duration.ofMillis(300), clock);

    @Test
    void of_many_nodes_one_is_at_it_and_in_the_end_all_were() throws Exception {
        AtomicInteger atIt = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Leases patient = new Leases(Guard.values(store), Duration.ofMinutes(1), clock);

        assertThat(new Crowd(8)
                        .run(() -> patient.whenFree("work:a", () -> {
                            most.accumulateAndGet(atIt.incrementAndGet(), Math::max);
                            return atIt.getAndDecrement();
                        })))
                .hasSize(8);
        assertThat(most).hasValue(1);
    }

    @Test
    void while_one_is_at_it_nobody_else_is_but_at_something_else() {
        String inner = leases.ifFree("work:a", () -> {
            assertThat(leases.<String>ifFree("work:a", () -> "again")).isNull();
            return leases.ifFree("work:b", () -> "another");
        });

        assertThat(inner).isEqualTo("another");
        assertThat(leases.<String>ifFree("work:a", () -> "later")).isEqualTo("later");
    }

    @Test
    void a_lease_is_given_back_after_a_failure() {
        Refusal.of(
                FailureReason.STORE_UNAVAILABLE,
                () -> leases.ifFree("work:a", () -> {
                    throw failure();
                }));

        assertThat(leases.<String>ifFree("work:a", () -> "later")).isEqualTo("later");
    }

    @Test
    void a_lease_of_unfinished_work_ends_by_itself() {
        Refusal.of(
                FailureReason.STORE_UNAVAILABLE,
                () -> leases.ifFree("work:a", () -> {
                    throw new Leases.Unfinished(failure());
                }));

        assertThat(leases.<String>ifFree("work:a", () -> "too early")).isNull();
        clock.pass(Duration.ofMillis(300));
        assertThat(leases.<String>ifFree("work:a", () -> "later")).isEqualTo("later");
    }

    private static StoreUnavailable failure() {
        return new StoreUnavailable("The work failed.", new IllegalStateException());
    }

    @Test
    void whoever_waits_takes_over_from_a_node_that_died() throws Exception {
        store.putIfAbsent("work:a", new byte[] {1}, clock.instant().plusMillis(300));
        CountDownLatch waiting = new CountDownLatch(1);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Future<String> waited = thread.submit(() -> {
            waiting.countDown();
            return leases.whenFree("work:a", () -> "done");
        });
        waiting.await();
        clock.pass(Duration.ofMillis(300));

        assertThat(waited.get()).isEqualTo("done");
        thread.shutdown();
    }

    @Test
    void nobody_waits_for_ever() {
        store.putIfAbsent("work:a", new byte[] {1}, clock.instant().plusSeconds(3600));

        assertThat(Refusal.of(FailureReason.PROVIDER_TIMEOUT, () -> leases.whenFree("work:a", () -> "never")))
                .hasMessageContaining("Other nodes")
                .hasMessageContaining("\"work\"");
    }

    @Test
    void what_cannot_be_given_back_ends_by_itself_and_the_work_counts() {
        store.failing.add("remove");
        try (CapturedLog log = new CapturedLog()) {
            assertThat(leases.<String>ifFree("work:a", () -> "done")).isEqualTo("done");
            assertThat(log.text()).contains("ends by itself").doesNotContain("work:a");
        }
        assertThat(leases.<String>ifFree("work:a", () -> "too early")).isNull();
        clock.pass(Duration.ofMillis(300));
        assertThat(leases.<String>ifFree("work:a", () -> "later")).isEqualTo("later");
    }

    @Test
    void a_lease_that_somebody_else_has_now_is_not_given_back() {
        leases.ifFree("work:a", () -> {
            clock.pass(Duration.ofMillis(300));
            assertThat(store.putIfAbsent(
                            "work:a", new byte[] {1}, clock.instant().plusSeconds(60)))
                    .isTrue();
            return "done";
        });

        assertThat(store.value("work:a")).containsExactly(1);
    }
}
