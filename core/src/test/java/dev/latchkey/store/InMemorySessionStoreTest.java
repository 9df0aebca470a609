package dev.latchkey.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.failure.FailureReason;
import dev.latchkey.fixture.CapturedLog;
import dev.latchkey.fixture.HandClock;
import dev.latchkey.fixture.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The store in memory: bounded, expiring, and with one winner per version. */
class InMemorySessionStoreTest {
    private static final String ISSUER = "https://idp.example.com";

    private final HandClock clock = new HandClock();
    private final InMemorySessionStore store = new InMemorySessionStore(10, clock);

    private NewSession session(String key, long version, int minutes) {
        return session(key, version, minutes, clock.instant());
    }

    private NewSession session(String key, long version, int minutes, Instant startedAt) {
        Instant expiresAt = clock.instant().plus(Duration.ofMinutes(minutes));
        return new NewSession(
                new StoredSession(key, version, expiresAt, SessionContent.ofSealed(new byte[0])),
                List.of(SessionGroup.ofSubject(ISSUER, key), SessionGroup.ofSid(ISSUER, "sid of " + key)),
                startedAt,
                startedAt,
                expiresAt);
    }

    @Test
    void a_value_and_a_tombstone_are_forgotten_after_their_time() {
        Instant ended = clock.instant();
        Instant until = ended.plusSeconds(60);
        store.tombstone(SessionGroup.ofSubject(ISSUER, "k"), new Tombstone(ended, ended), until);
        store.putIfAbsent("test:a", new byte[] {1}, until);
        clock.pass(Duration.ofSeconds(59));
        assertThat(store.create(session("k", 0, 10, ended))).isFalse();
        assertThat(store.value("test:a")).isNotNull();
        clock.pass(Duration.ofSeconds(1));

        assertThat(store.create(session("k", 0, 10, ended))).isTrue();
        assertThat(store.value("test:a")).isNull();
        assertThat(store.putIfAbsent("test:a", new byte[] {2}, until.plusSeconds(1)))
                .isTrue();
    }

    @Test
    void values_of_one_kind_do_not_crowd_out_those_of_another() {
        Instant until = clock.instant().plusSeconds(60);
        store.putIfAbsent("once:first", new byte[0], until);
        for (int i = 0; i < 150_000; i++) {
            store.putIfAbsent("request:" + i, new byte[0], until);
        }

        assertThat(store.value("once:first")).isNotNull();
        assertThat(store.value("request:0")).isNull();
        assertThat(store.value("request:149999")).isNotNull();
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
    void expired_sessions_are_swept_bit_by_bit_while_new_ones_come() {
        InMemorySessionStore large = new InMemorySessionStore(100_000, clock);
        for (int i = 0; i < 10_000; i++) {
            large.create(session("old" + i, 0, 1));
        }
        StoredSession inUse = Objects.requireNonNull(large.find("old77"));
        large.replaceIfVersion(inUse.changed(clock.instant().plus(Duration.ofMinutes(10)), inUse.content()), 0);
        clock.pass(Duration.ofMinutes(1));

        large.create(session("new", 0, 10));
        assertThat(large.size()).isBetween(9900, 10_001);
        for (int i = 0; i < 1200; i++) {
            large.create(session("new" + i, 0, 10));
        }
        assertThat(large.size()).isEqualTo(1202);
        assertThat(large.find("old77")).isNotNull();
    }

    @Test
    void when_it_is_full_the_expired_ones_go_before_any_other() {
        try (CapturedLog log = new CapturedLog()) {
            for (int i = 0; i < 10; i++) {
                store.create(session("k" + i, 0, i < 5 ? 1 : 10));
            }
            clock.pass(Duration.ofMinutes(1));
            store.create(session("new", 0, 10));

            assertThat(log.text()).isEmpty();
        }
        assertThat(store.size()).isEqualTo(6);
        assertThat(store.find("k5")).isNotNull();
    }

    @Test
    void of_sessions_that_end_together_no_more_than_a_hundredth_part_is_dropped() {
        InMemorySessionStore large = new InMemorySessionStore(1000, clock);
        try (CapturedLog log = new CapturedLog()) {
            for (int i = 0; i < 1001; i++) {
                large.create(session("k" + i, 0, 10));
            }
            assertThat(log.text()).contains("is full");
        }
        assertThat(large.size()).isEqualTo(1000 - 11 + 1);
    }

    @Test
    void nothing_is_left_of_sessions_that_are_gone() {
        for (int i = 0; i < 100; i++) {
            store.create(session("k" + i, 0, 1));
        }
        clock.pass(Duration.ofMinutes(2));
        store.create(session("last", 0, 1));
        store.end("last");

        assertThat(store.size()).isZero();
        assertThat(store.groups()).isZero();
    }

    @Test
    void a_logout_costs_what_the_users_own_sessions_cost() {
        InMemorySessionStore large = new InMemorySessionStore(100_000, clock);
        for (int i = 0; i < 50_000; i++) {
            large.create(session("k" + i, 0, 10));
        }

        assertThat(large.endAll(SessionGroup.ofSubject(ISSUER, "k77"))).isEqualTo(1);
        assertThat(large.size()).isEqualTo(49_999);
        assertThat(large.groups()).isEqualTo(2 * 49_999);
    }

    @Test
    void a_store_for_nobody_is_refused() {
        assertThat(Refusal.of(FailureReason.SETTING_INVALID, () -> SessionStore.inMemory(0)))
                .hasMessageContaining("inMemory")
                .hasMessageContaining("at least one");
    }
}
