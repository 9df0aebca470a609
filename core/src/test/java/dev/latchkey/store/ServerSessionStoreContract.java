package dev.latchkey.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.fixture.Crowd;
import dev.latchkey.fixture.HandClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store on the server does; a test of a store extends it. */
abstract class ServerSessionStoreContract {
    static final String ISSUER = "https://idp.example.com";

    final HandClock clock = new HandClock();

    /** The store, always the same one, with this clock. */
    abstract ServerSessionStore store();

    /** A session of Alice, whose ID token was issued now. */
    StoredSession session(String key) {
        return session(key, "alice", null, clock.instant());
    }

    StoredSession session(String key, String subject, @Nullable String sid, Instant issuedAt) {
        Instant expiresAt = clock.instant().plus(Duration.ofMinutes(10));
        return new StoredSession(key, 0, expiresAt, ISSUER, subject, sid, issuedAt, issuedAt, "content of " + key);
    }

    @Test
    void a_session_is_found_under_its_key_as_it_was_created() {
        StoredSession session = session("k");

        assertThat(store().create(session)).isTrue();
        assertThat(store().find("k")).isEqualTo(session);
        assertThat(store().find("other")).isNull();
    }

    @Test
    void an_expired_session_is_not_found() {
        store().create(session("k"));
        clock.pass(Duration.ofMinutes(10));

        assertThat(store().find("k")).isNull();
    }

    @Test
    void an_ended_session_is_not_found_and_cannot_be_replaced() {
        StoredSession session = session("k");
        store().create(session);
        store().end("k");
        store().end("unknown");

        assertThat(store().find("k")).isNull();
        assertThat(store().replaceIfVersion(session.changed(session.expiresAt(), "newer"), 0))
                .isFalse();
        assertThat(store().find("k")).isNull();
    }

    @Test
    void only_the_version_that_was_read_is_replaced() {
        StoredSession session = session("k");
        store().create(session);
        StoredSession newer = session.changed(session.expiresAt(), "newer");

        assertThat(store().replaceIfVersion(newer, 0)).isTrue();
        assertThat(store().replaceIfVersion(newer, 0)).isFalse();
        assertThat(Objects.requireNonNull(store().find("k")).content()).isEqualTo("newer");
    }

    @Test
    void of_many_threads_that_replace_one_version_one_wins() throws InterruptedException, ExecutionException {
        StoredSession session = session("k");
        store().create(session);
        StoredSession newer = session.changed(session.expiresAt(), "newer");

        assertThat(new Crowd(32).run(() -> store().replaceIfVersion(newer, 0)))
                .filteredOn(won -> won)
                .hasSize(1);
    }
}
