package dev.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.store.NewSession;
import dev.latchkey.store.SessionGroup;
import dev.latchkey.store.Tombstone;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A server that has used up its {@code maxmemory} and evicts nothing, or denies a command for another reason. */
@Tag("cluster")
class FullServerTest {
    private static final String INDEX = "latchkey:g:" + Login.ALICE.key();

    private static RedisServer server;
    private RedisSessionStore store;

    @BeforeAll
    static void start() {
        server = RedisServer.start("--maxmemory-policy", "noeviction");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void open() {
        server.cli("flushall");
        store = Patient.with(RedisSessionStore.builder(server.uri())).build();
    }

    @AfterEach
    void close() {
        store.close();
        server.cli("config", "set", "maxmemory", "0");
    }

    private static void fillUp() {
        assertThat(server.cli("config", "set", "maxmemory", "100kb")).startsWith("OK");
        assertThat(server.cli("set", "more", "x")).startsWith("OOM");
    }

    private NewSession begun() {
        NewSession session = Login.ofAlice();
        assertThat(store.create(session)).isTrue();
        return session;
    }

    private static void assertRefused(ThrowingCallable call, String error) {
        assertThatThrownBy(call).isInstanceOf(RedisFailure.class).hasMessageContaining("refused: " + error);
    }

    @Test
    void a_login_that_a_full_server_refuses_takes_no_session_from_the_index() {
        NewSession first = begun();
        NewSession second = begun();
        fillUp();
        NewSession refused = Login.ofAlice();

        assertRefused(() -> store.create(refused), "OOM");
        assertThat(store.find(refused.session().key())).isNull();
        assertThat(server.cli("zrange", INDEX, "0", "-1"))
                .contains(first.session().key(), second.session().key())
                .doesNotContain(refused.session().key());
        assertThat(store.findAll(Login.ALICE)).hasSize(2);
        assertThat(store.endAll(Login.ALICE)).isEqualTo(2);
        assertThat(store.find(first.session().key())).isNull();
    }

    @Test
    void a_full_server_refuses_what_takes_room_and_keeps_what_it_has() {
        NewSession session = begun();
        Instant now = Instant.now();
        store.putIfAbsent("test:a", new byte[] {1}, session.endsAt());
        store.tombstone(SessionGroup.ofSid(Login.ISSUER, "1"), new Tombstone(now, now), session.endsAt());
        fillUp();

        assertRefused(
                () -> store.replaceIfVersion(
                        session.session()
                                .changed(session.endsAt(), session.session().content()),
                        0),
                "OOM");
        assertRefused(() -> store.tombstone(Login.ALICE, new Tombstone(now, now), session.endsAt()), "OOM");
        assertRefused(() -> store.putIfAbsent("test:b", new byte[] {1}, session.endsAt()), "OOM");
        assertThat(store.find(session.session().key())).isNotNull();
        assertThat(store.count()).isEqualTo(1);
        assertThat(store.remove("test:a", new byte[] {1})).isTrue();
        store.end(session.session().key());
        assertThat(store.find(session.session().key())).isNull();

        server.cli("config", "set", "maxmemory", "0");
        begun();
    }

    @Test
    void a_user_who_may_not_read_overwrites_no_tombstone_and_changes_no_session_unseen() {
        NewSession session = begun();
        Instant now = Instant.now();
        store.tombstone(Login.ALICE, new Tombstone(now, now), session.endsAt());
        String tombstone = server.cli("get", "latchkey:t:" + Login.ALICE.key());
        server.cli("acl", "setuser", "poor", "on", ">secret", "~*", "+@all", "-get", "-getrange");
        try (RedisSessionStore poor = Patient.with(RedisSessionStore.builder(server.uri()))
                .credentials("poor", "secret")
                .build()) {
            Instant earlier = now.minusSeconds(60);
            assertThatThrownBy(() -> poor.tombstone(Login.ALICE, new Tombstone(earlier, earlier), session.endsAt()))
                    .isInstanceOf(RedisFailure.class);
            assertThatThrownBy(() -> poor.replaceIfVersion(
                            session.session()
                                    .changed(session.endsAt(), session.session().content()),
                            0))
                    .isInstanceOf(RedisFailure.class);
        }
        assertThat(server.cli("get", "latchkey:t:" + Login.ALICE.key())).isEqualTo(tombstone);
    }
}
