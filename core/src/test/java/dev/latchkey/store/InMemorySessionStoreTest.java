package dev.latchkey.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.failure.FailureReason;
import dev.latchkey.fixture.CapturedLog;
import dev.latchkey.fixture.HandClock;
import dev.latchkey.fixture.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The store in memory: bounded, expiring, and with one winner per version. */
class InMemorySessionStoreTest {
    private final HandClock clock = new HandClock();
    private final InMemorySessionStore store = new InMemorySessionStore(10, clock);

    private StoredSession session(String key, long version, int minutes) {
        return new StoredSession(key, version, clock.instant().plus(Duration.ofMinutes(minutes)), "content");
    }

    @Test
    void it_never_holds_more_than_its_bound_and_drops_what_ends_soonest() {
        try (CapturedLog log = new CapturedLog()) {
            for (int i = 0; i < 1000; i++) {
                store.create(session("k" + i, 0, 1000 + i));
                assertThat(store.size()).isLessThanOrEqualTo(10);
            }
            assertThat(log.text()).contains("is full");
        }

        assertThat(store.find("k999")).isNotNull();
        assertThat(store.find("k0")).isNull();
    }

    @Test
    void the_bound_holds_when_many_threads_create() throws InterruptedException, ExecutionException {
        try (CapturedLog log = new CapturedLog()) {
            ExecutorService threads = Executors.newFixedThreadPool(16);
            List<Future<Integer>> sizes = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                String key = "k" + i;
                sizes.add(threads.submit(() -> {
                    store.create(session(key, 0, 10));
                    return store.size();
                }));
            }
            threads.shutdown();
            for (Future<Integer> size : sizes) {
                assertThat(size.get()).isLessThanOrEqualTo(10);
            }
            assertThat(log.text()).isNotEmpty();
        }
    }

    @Test
    void an_expired_session_is_not_found_and_is_swept_when_the_next_comes() {
        store.create(session("old", 0, 1));
        clock.pass(Duration.ofMinutes(1));

        assertThat(store.find("old")).isNull();
        store.create(session("new", 0, 1));
        assertThat(store.size()).isEqualTo(1);
    }

    @Test
    void only_the_version_that_was_read_is_replaced() {
        store.create(session("k", 0, 10));

        assertThat(store.replaceIfVersion(session("k", 1, 10), 0)).isTrue();
        assertThat(store.replaceIfVersion(session("k", 1, 10), 0)).isFalse();
        assertThat(store.replaceIfVersion(session("unknown", 1, 10), 0)).isFalse();
        assertThat(store.size()).isEqualTo(1);
        store.end("k");
        assertThat(store.replaceIfVersion(session("k", 2, 10), 1)).isFalse();
        assertThat(store.size()).isZero();
    }

    @Test
    void of_many_threads_that_replace_one_version_one_wins() throws InterruptedException, ExecutionException {
        store.create(session("k", 0, 10));
        ExecutorService threads = Executors.newFixedThreadPool(16);
        List<Future<Boolean>> outcomes = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            outcomes.add(threads.submit(() -> store.replaceIfVersion(session("k", 1, 10), 0)));
        }
        threads.shutdown();

        int won = 0;
        for (Future<Boolean> outcome : outcomes) {
            won += outcome.get() ? 1 : 0;
        }
        assertThat(won).isEqualTo(1);
    }

    @Test
    void a_store_for_nobody_is_refused() {
        assertThat(Refusal.of(FailureReason.SETTING_INVALID, () -> SessionStore.inMemory(0)))
                .hasMessageContaining("inMemory")
                .hasMessageContaining("at least one");
    }
}
