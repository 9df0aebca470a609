package dev.latchkey.testing.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.store.NewSession;
import dev.latchkey.store.RevocableSessionStore;
import dev.latchkey.store.SessionGroup;
import dev.latchkey.store.StoredSession;
import dev.latchkey.store.Tombstone;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What every store does that can end sessions without their browsers: extend it with a test class of the store. */
public abstract class RevocableSessionStoreContract extends ServerSessionStoreContract {
    private static final int ROUNDS = 100;
    private static final byte[] VALUE = {0, 1, -1, 13, 10};
    private static final byte[] ANOTHER = {2};

    /** For subclasses. */
    protected RevocableSessionStoreContract() {}

    @Override
    protected abstract RevocableSessionStore store();

    @Override
    protected abstract RevocableSessionStore otherNode();

    private SessionGroup alice() {
        return SessionGroup.ofSubject(issuer(), "alice");
    }

    private SessionGroup sid(String sid) {
        return SessionGroup.ofSid(issuer(), sid);
    }

    private Instant later() {
        return clock.instant().plus(Duration.ofMinutes(30));
    }

    private static Tombstone at(Instant time) {
        return new Tombstone(time, time);
    }

    private String created(String subject, String sid) {
        String key = newKey();
        assertTrue(store().create(session(key, subject, sid, clock.instant())));
        return key;
    }

    @Test
    public void by_sid_exactly_the_sessions_of_one_session_at_the_provider_end() {
        String a = created("alice", "first");
        String b = created("alice", "first");
        String c = created("alice", "second");

        assertEquals(2, otherNode().endAll(sid("first")));
        assertNull(store().find(a));
        assertNull(store().find(b));
        assertNotNull(store().find(c));
        assertEquals(0, store().endAll(sid("first")));
    }

    @Test
    public void by_subject_all_sessions_of_one_user_end_and_nobody_elses() {
        String a = created("alice", "first");
        String b = newKey();
        store().create(session(b));
        String c = created("bob", "first of bob");

        assertEquals(2, otherNode().endAll(alice()));
        assertNull(store().find(a));
        assertNull(store().find(b));
        assertNotNull(store().find(c));
    }

    @Test
    public void a_name_of_another_issuer_or_of_another_kind_ends_nothing() {
        String a = created("alice", "first");

        assertEquals(0, store().endAll(SessionGroup.ofSid("https://other.example.com", "first")));
        assertEquals(0, store().endAll(sid("alice")));
        assertEquals(0, store().endAll(SessionGroup.ofSubject(issuer(), "first")));
        assertNotNull(store().find(a));
    }

    @Test
    public void a_replaced_session_ends_with_its_group_and_an_ended_one_leaves_the_others() {
        String a = newKey();
        NewSession session = session(a, "alice", "first", clock.instant());
        store().create(session);
        String b = created("alice", "first");
        String c = created("alice", "first");
        store().replaceIfVersion(session.session().changed(session.session().expiresAt(), content("newer")), 0);
        store().end(b);

        assertEquals(2, store().endAll(sid("first")));
        assertNull(store().find(a));
        assertNull(store().find(c));
    }

    @Test
    public void a_session_that_lives_on_by_changes_still_ends_with_its_group() {
        String a = newKey();
        NewSession session = session(a, "alice", "first", clock.instant());
        store().create(session);
        StoredSession current = session.session();
        for (int i = 0; i < 10; i++) {
            clock.pass(Duration.ofMinutes(9));
            StoredSession next = current.changed(clock.instant().plus(Duration.ofMinutes(10)), content("newer"));
            assertTrue(store().replaceIfVersion(next, current.version()));
            created("alice", "another " + i);
            current = next;
        }

        assertEquals(1, store().endAll(sid("first")));
        assertNull(store().find(a));
    }

    @Test
    public void a_login_that_is_not_newer_than_a_tombstone_cannot_be_saved() {
        Instant ended = clock.instant();
        otherNode().tombstone(sid("first"), at(ended), later());
        String a = newKey();
        String b = newKey();

        assertFalse(store().create(session(a, "alice", "first", ended.minusSeconds(1))));
        assertFalse(store().create(session(b, "alice", "first", ended)));
        assertNull(store().find(a));
        assertNull(store().find(b));
        assertEquals(0, store().endAll(sid("first")));
        assertTrue(store().create(session(newKey(), "alice", "first", ended.plusSeconds(1))));
        assertTrue(store().create(session(newKey(), "alice", "second", ended)));
        assertTrue(store().create(session(newKey(), "bob", null, ended)));
    }

    @Test
    public void a_login_that_began_before_the_end_cannot_be_saved_although_its_id_token_is_newer() {
        Instant ended = clock.instant();
        store().tombstone(sid("first"), at(ended), later());

        assertFalse(store().create(newerThan(ended, ended.minusSeconds(60))));
        assertFalse(store().create(newerThan(ended, ended)));
        assertTrue(store().create(newerThan(ended, ended.plusSeconds(1))));
    }

    private NewSession newerThan(Instant ended, Instant startedAt) {
        NewSession underWay = session(newKey(), "alice", "first", ended.plusSeconds(30));
        return new NewSession(underWay.session(), underWay.groups(), underWay.issuedAt(), startedAt, underWay.endsAt());
    }

    @Test
    public void a_tombstone_of_a_subject_stands_for_all_sessions_at_the_provider() {
        store().tombstone(alice(), at(clock.instant()), later());

        assertFalse(store().create(session(newKey(), "alice", "first", clock.instant())));
        assertFalse(store().create(session(newKey())));
    }

    @Test
    public void of_two_tombstones_the_later_of_each_time_counts() {
        Instant now = clock.instant();
        store().tombstone(alice(), new Tombstone(now, now.minusSeconds(60)), later());
        otherNode().tombstone(alice(), new Tombstone(now.minusSeconds(60), now), later());

        NewSession session = session(newKey(), "alice", null, now.minusSeconds(30));
        assertFalse(store().create(new NewSession(
                session.session(), session.groups(), now.minusSeconds(30), now.plusSeconds(1), session.endsAt())));
        assertFalse(store().create(new NewSession(
                session.session(), session.groups(), now.plusSeconds(1), now.minusSeconds(30), session.endsAt())));
    }

    @Test
    public void the_sessions_of_a_group_are_listed_without_those_that_ended() {
        String a = created("alice", "first");
        String b = created("alice", "second");
        String c = created("alice", "third");
        created("bob", "first of bob");
        store().end(b);

        Set<String> listed =
                otherNode().findAll(alice()).stream().map(StoredSession::key).collect(Collectors.toSet());
        assertEquals(Set.of(a, c), listed);
        clock.pass(Duration.ofMinutes(10));
        assertEquals(List.of(), store().findAll(alice()));
    }

    @Test
    public void sessions_are_counted() {
        long before = store().count();
        String a = created("alice", "first");
        created("alice", "second");

        assertEquals(before + 2, otherNode().count());
        store().end(a);
        assertEquals(before + 1, store().count());
        store().endAll(alice());
        assertEquals(before, store().count());
    }

    @Test
    public void a_value_is_put_under_a_free_name_only_and_seen_on_every_node() {
        String name = "test:" + UUID.randomUUID();

        assertNull(store().value(name));
        assertTrue(store().putIfAbsent(name, VALUE, later()));
        assertFalse(otherNode().putIfAbsent(name, ANOTHER, later()));
        assertArrayEquals(VALUE, otherNode().value(name));
    }

    @Test
    public void only_the_value_that_is_there_is_removed_and_its_name_is_free_again() {
        String name = "test:" + UUID.randomUUID();
        store().putIfAbsent(name, VALUE, later());

        assertFalse(store().remove(name, ANOTHER));
        assertArrayEquals(VALUE, store().value(name));
        assertTrue(otherNode().remove(name, VALUE));
        assertFalse(store().remove(name, VALUE));
        assertNull(store().value(name));
        assertTrue(store().putIfAbsent(name, ANOTHER, later()));
    }

    @Test
    public void an_empty_value_and_a_long_name_are_kept_too() {
        String name = "test:" + "n".repeat(150) + UUID.randomUUID().toString().substring(0, 8);

        assertTrue(store().putIfAbsent(name, new byte[0], later()));
        assertArrayEquals(new byte[0], store().value(name));
        assertTrue(store().remove(name, new byte[0]));
    }

    @Test
    public void of_many_who_put_a_value_one_succeeds() throws InterruptedException, ExecutionException {
        String name = "test:" + UUID.randomUUID();
        RevocableSessionStore one = store();
        RevocableSessionStore other = otherNode();

        List<Boolean> outcomes = Together.run(alternately(
                25, () -> one.putIfAbsent(name, VALUE, later()), () -> other.putIfAbsent(name, VALUE, later())));
        assertEquals(1, Collections.frequency(outcomes, true));
    }

    @Test
    public void whatever_the_order_no_session_outlives_an_end_that_is_not_older()
            throws InterruptedException, ExecutionException {
        RevocableSessionStore one = store();
        RevocableSessionStore other = otherNode();
        for (int round = 0; round < ROUNDS; round++) {
            String key = newKey();
            String sid = "round " + round;
            Together.run(Arrays.asList(() -> one.create(session(key, "alice", sid, clock.instant())), () -> {
                other.tombstone(sid(sid), at(clock.instant()), later());
                return other.endAll(sid(sid)) > 0;
            }));
            assertNull(one.find(key), "no session of " + sid);
        }
    }
}
