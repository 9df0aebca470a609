package dev.latchkey.testing.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.store.NewSession;
import dev.latchkey.store.ServerSessionStore;
import dev.latchkey.store.SessionContent;
import dev.latchkey.store.SessionGroup;
import dev.latchkey.store.StoredSession;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What every store on the server does: extend it with a test class that says where the store is. Keys and names are
 * random, so a store that keeps what earlier tests put in is no trouble.
 */
public abstract class ServerSessionStoreContract {
    /** The clock that the store must have. */
    protected final SettableClock clock = new SettableClock();

    private final String issuer = "https://" + UUID.randomUUID() + ".example.com";

    /** For subclasses. */
    protected ServerSessionStoreContract() {}

    /** The store, with {@link #clock}; always the same one within a test. */
    protected abstract ServerSessionStore store();

    /** The same store as another node sees it; the same object, if one process alone can use it. */
    protected abstract ServerSessionStore otherNode();

    /** The issuer of this test. */
    protected final String issuer() {
        return issuer;
    }

    /** A fresh key of the right form. */
    protected static String newKey() {
        return (UUID.randomUUID().toString() + UUID.randomUUID())
                .replace("-", "")
                .substring(0, 43);
    }

    /** A session of Alice that begins now, and whose ID token was issued now. */
    protected final NewSession session(String key) {
        return session(key, "alice", null, clock.instant());
    }

    /** A session that begins now, and ends in ten minutes unless it is changed. */
    protected final NewSession session(String key, String subject, @Nullable String sid, Instant issuedAt) {
        List<SessionGroup> groups = new ArrayList<>(List.of(SessionGroup.ofSubject(issuer, subject)));
        if (sid != null) {
            groups.add(SessionGroup.ofSid(issuer, sid));
        }
        Instant now = clock.instant();
        return new NewSession(
                new StoredSession(key, 0, now.plus(Duration.ofMinutes(10)), content("content of " + key)),
                groups,
                issuedAt,
                issuedAt,
                now.plus(Duration.ofHours(12)));
    }

    /** Some content. */
    protected static SessionContent content(String text) {
        return SessionContent.ofSealed(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The session under this key, which must be there. */
    protected static StoredSession found(ServerSessionStore store, String key) {
        StoredSession found = store.find(key);
        assertNotNull(found, "the session is there");
        return found;
    }

    /** It must be there as it was written. */
    protected static void assertFound(StoredSession expected, ServerSessionStore store) {
        StoredSession found = found(store, expected.key());
        assertEquals(expected.key(), found.key());
        assertEquals(expected.version(), found.version());
        assertEquals(
                expected.expiresAt().truncatedTo(ChronoUnit.MILLIS),
                found.expiresAt().truncatedTo(ChronoUnit.MILLIS));
        assertArrayEquals(expected.content().sealed(), found.content().sealed());
    }

    @Test
    public void a_session_is_found_under_its_key_as_it_was_created_on_every_node() {
        NewSession created = session(newKey());

        assertTrue(store().create(created));
        assertFound(created.session(), store());
        assertFound(created.session(), otherNode());
        assertNull(store().find(newKey()));
    }

    @Test
    public void content_may_hold_any_bytes_and_many_of_them() {
        byte[] bytes = new byte[200_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31);
        }
        StoredSession large = new StoredSession(
                newKey(), 0, clock.instant().plus(Duration.ofMinutes(10)), SessionContent.ofSealed(bytes));
        store().create(new NewSession(large, List.of(), clock.instant(), clock.instant(), large.expiresAt()));

        assertFound(large, otherNode());
    }

    @Test
    public void an_expired_session_is_not_found() {
        NewSession created = session(newKey());
        store().create(created);
        clock.pass(Duration.ofMinutes(10));

        assertNull(store().find(created.session().key()));
    }

    @Test
    public void a_changed_session_lasts_as_long_as_the_change_says() {
        NewSession created = session(newKey());
        store().create(created);
        StoredSession longer =
                created.session().changed(clock.instant().plus(Duration.ofMinutes(20)), content("longer"));
        assertTrue(otherNode().replaceIfVersion(longer, 0));
        clock.pass(Duration.ofMinutes(15));

        assertFound(longer, store());
        clock.pass(Duration.ofMinutes(5));
        assertNull(store().find(longer.key()));
    }

    @Test
    public void an_ended_session_is_not_found_and_cannot_be_replaced() {
        NewSession created = session(newKey());
        StoredSession session = created.session();
        store().create(created);
        otherNode().end(session.key());
        store().end(newKey());

        assertNull(store().find(session.key()));
        assertFalse(store().replaceIfVersion(session.changed(session.expiresAt(), content("newer")), 0));
        assertNull(store().find(session.key()));
    }

    @Test
    public void only_the_version_that_was_read_is_replaced() {
        NewSession created = session(newKey());
        store().create(created);
        StoredSession newer = created.session().changed(created.session().expiresAt(), content("newer"));

        assertTrue(store().replaceIfVersion(newer, 0));
        assertFalse(otherNode().replaceIfVersion(newer, 0));
        assertFalse(store().replaceIfVersion(newer, 7));
        assertFound(newer, store());
    }

    @Test
    public void of_many_who_replace_one_version_one_wins() throws InterruptedException, ExecutionException {
        NewSession created = session(newKey());
        store().create(created);
        StoredSession newer = created.session().changed(created.session().expiresAt(), content("newer"));
        ServerSessionStore one = store();
        ServerSessionStore other = otherNode();

        List<Boolean> outcomes = Together.run(new ArrayList<Callable<Boolean>>(
                alternately(16, () -> one.replaceIfVersion(newer, 0), () -> other.replaceIfVersion(newer, 0))));
        assertEquals(1, Collections.frequency(outcomes, true));
    }

    static <T> List<Callable<T>> alternately(int times, Callable<T> one, Callable<T> other) {
        List<Callable<T>> all = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            all.addAll(Arrays.asList(one, other));
        }
        return all;
    }
}
