package dev.latchkey.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.fixture.Crowd;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every store does that can end sessions without their browsers; a test of a store extends it. */
abstract class RevocableSessionStoreContract extends ServerSessionStoreContract {
    private static final SessionGroup ALICE = SessionGroup.ofSubject(ISSUER, "alice");
    private static final SessionGroup FIRST = SessionGroup.ofSid(ISSUER, "first");

    @Override
    abstract RevocableSessionStore store();

    private Instant later() {
        return clock.instant().plus(Duration.ofMinutes(30));
    }

    @Test
    void by_sid_exactly_the_sessions_of_one_session_at_the_provider_end() {
        store().create(session("a", "alice", "first", clock.instant()));
        store().create(session("b", "alice", "first", clock.instant()));
        store().create(session("c", "alice", "second", clock.instant()));
        store().create(session("d"));

        assertThat(store().endAll(FIRST)).isEqualTo(2);
        assertThat(store().find("a")).isNull();
        assertThat(store().find("b")).isNull();
        assertThat(store().find("c")).isNotNull();
        assertThat(store().find("d")).isNotNull();
        assertThat(store().endAll(FIRST)).isZero();
    }

    @Test
    void by_subject_all_sessions_of_one_user_end_and_nobody_elses() {
        store().create(session("a", "alice", "first", clock.instant()));
        store().create(session("b"));
        store().create(session("c", "bob", "first-of-bob", clock.instant()));

        assertThat(store().endAll(ALICE)).isEqualTo(2);
        assertThat(store().find("c")).isNotNull();
    }

    @Test
    void a_name_of_another_issuer_or_of_another_kind_ends_nothing() {
        store().create(session("a", "alice", "first", clock.instant()));

        assertThat(store().endAll(SessionGroup.ofSid("https://other.example.com", "first")))
                .isZero();
        assertThat(store().endAll(SessionGroup.ofSid(ISSUER, "alice"))).isZero();
        assertThat(store().endAll(SessionGroup.ofSubject(ISSUER, "first"))).isZero();
        assertThat(store().find("a")).isNotNull();
    }

    @Test
    void a_replaced_session_ends_with_its_group_and_an_ended_one_leaves_the_others() {
        StoredSession session = session("a", "alice", "first", clock.instant());
        store().create(session);
        store().create(session("b", "alice", "first", clock.instant()));
        store().create(session("c", "alice", "first", clock.instant()));
        store().replaceIfVersion(session.changed(session.expiresAt(), "newer"), 0);
        store().end("b");

        assertThat(store().endAll(FIRST)).isEqualTo(2);
        assertThat(store().find("a")).isNull();
        assertThat(store().find("c")).isNull();
    }

    @Test
    void a_login_that_is_not_newer_than_a_tombstone_cannot_be_saved() {
        Instant ended = clock.instant();
        store().tombstone(FIRST, at(ended), later());

        assertThat(store().create(session("a", "alice", "first", ended.minusSeconds(1))))
                .isFalse();
        assertThat(store().create(session("b", "alice", "first", ended))).isFalse();
        assertThat(store().find("a")).isNull();
        assertThat(store().find("b")).isNull();
        assertThat(store().endAll(FIRST)).isZero();
        assertThat(store().create(session("c", "alice", "first", ended.plusSeconds(1))))
                .isTrue();
        assertThat(store().create(session("d", "alice", "second", ended))).isTrue();
        assertThat(store().create(session("e", "bob", null, ended))).isTrue();
    }

    @Test
    void a_login_that_began_before_the_end_cannot_be_saved_although_its_id_token_is_newer() {
        Instant ended = clock.instant();
        store().tombstone(FIRST, at(ended), later());
        StoredSession underWay = session("a", "alice", "first", ended.plusSeconds(30));

        assertThat(store().create(startedAt(ended.minusSeconds(60), underWay))).isFalse();
        assertThat(store().create(startedAt(ended, underWay))).isFalse();
        assertThat(store().find("a")).isNull();
        assertThat(store().create(startedAt(ended.plusSeconds(1), underWay))).isTrue();
    }

    private static Tombstone at(Instant time) {
        return new Tombstone(time, time);
    }

    private static StoredSession startedAt(Instant time, StoredSession session) {
        return new StoredSession(
                session.key(),
                session.version(),
                session.expiresAt(),
                session.issuer(),
                session.subject(),
                session.sid(),
                session.issuedAt(),
                time,
                session.content());
    }

    @Test
    void a_tombstone_of_a_subject_stands_for_all_sessions_at_the_provider() {
        store().tombstone(ALICE, at(clock.instant()), later());

        assertThat(store().create(session("a", "alice", "first", clock.instant())))
                .isFalse();
        assertThat(store().create(session("b"))).isFalse();
    }

    @Test
    void an_older_tombstone_does_not_replace_a_newer_one() {
        Instant newer = clock.instant();
        store().tombstone(ALICE, at(newer), later());
        store().tombstone(ALICE, at(newer.minusSeconds(60)), later());

        assertThat(store().create(session("a", "alice", null, newer.minusSeconds(30))))
                .isFalse();
    }

    @Test
    void a_tombstone_is_forgotten_after_its_time() {
        Instant ended = clock.instant();
        store().tombstone(ALICE, at(ended), later());
        clock.pass(Duration.ofMinutes(30));

        assertThat(store().create(session("a", "alice", null, ended))).isTrue();
    }

    @Test
    void what_is_taken_can_be_taken_again_after_its_time_or_when_it_was_put_back() {
        assertThat(store().takeOnce("jti", later())).isTrue();
        assertThat(store().takeOnce("jti", later())).isFalse();
        assertThat(store().takeOnce("another", later())).isTrue();
        store().release("jti");
        assertThat(store().takeOnce("jti", later())).isTrue();
        clock.pass(Duration.ofMinutes(30));
        assertThat(store().takeOnce("jti", later())).isTrue();
    }

    @Test
    void of_a_hundred_threads_one_takes() throws InterruptedException, ExecutionException {
        assertThat(new Crowd(100).run(() -> store().takeOnce("jti", later())))
                .filteredOn(taken -> taken)
                .hasSize(1);
    }

    @Test
    void whatever_the_order_no_session_outlives_an_end_that_is_not_older()
            throws InterruptedException, ExecutionException {
        for (int round = 0; round < 200; round++) {
            SessionGroup group = SessionGroup.ofSid(ISSUER, "round " + round);
            String key = "k" + round;
            String sid = "round " + round;
            AtomicInteger turn = new AtomicInteger();
            new Crowd(2).run(() -> {
                if (turn.getAndIncrement() == 0) {
                    return store().create(session(key, "alice", sid, clock.instant()));
                }
                store().tombstone(group, at(clock.instant()), later());
                return store().endAll(group) > 0;
            });
            assertThat(store().find(key)).isNull();
        }
    }
}
