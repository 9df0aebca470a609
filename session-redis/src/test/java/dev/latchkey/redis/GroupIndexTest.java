package dev.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.store.NewSession;
import dev.latchkey.store.SessionGroup;
import dev.latchkey.testing.store.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Entries of sessions that are gone do not pile up, and no session loses its entry. */
@Tag("cluster")
class GroupIndexTest {
    private static final String INDEX = "latchkey:g:" + Login.ALICE.key();

    private static RedisServer server;
    private final SettableClock clock = new SettableClock();
    private RedisSessionStore store;

    @BeforeAll
    static void start() {
        server = RedisServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void open() {
        server.cli("flushall");
        store = Patient.with(RedisSessionStore.builder(server.uri()))
                .clock(clock)
                .build();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private NewSession begun(SessionGroup... groups) {
        NewSession session = Login.of(Login.newKey(), new byte[] {1}, clock.instant(), groups);
        assertThat(store.create(session)).isTrue();
        return session;
    }

    /** The session is over for the server, and nobody ended it. */
    private static void lapse(NewSession session) {
        assertThat(server.cli("del", "latchkey:s:" + session.session().key())).isEqualTo("1");
    }

    private static long entries() {
        return Long.parseLong(server.cli("zcard", INDEX));
    }

    @Test
    void a_user_who_signs_in_often_and_never_out_leaves_few_entries() {
        NewSession kept = begun(Login.ALICE);
        List<NewSession> lapsed = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            lapsed.add(begun(Login.ALICE));
        }
        server.cli(java.util.stream.Stream.concat(
                        java.util.stream.Stream.of("del"),
                        lapsed.stream()
                                .map(session ->
                                        "latchkey:s:" + session.session().key()))
                .toArray(String[]::new));
        assertThat(entries()).isEqualTo(301);
        clock.pass(Duration.ofMinutes(6));
        for (int i = 0; i < 100; i++) {
            store.end(begun(Login.ALICE).session().key());
        }

        assertThat(entries()).isLessThanOrEqualTo(GroupIndex.SMALL + 1);
        assertThat(store.endAll(Login.ALICE)).isEqualTo(1);
        assertThat(store.find(kept.session().key())).isNull();
    }

    @Test
    void a_live_session_keeps_its_entry_however_old_it_is() {
        List<NewSession> live = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            live.add(begun(Login.ALICE));
        }
        clock.pass(Duration.ofMinutes(20));
        for (int i = 0; i < 40; i++) {
            lapse(begun(Login.ALICE));
        }
        clock.pass(Duration.ofMinutes(6));
        for (int i = 0; i < 20; i++) {
            store.end(begun(Login.ALICE).session().key());
        }
        store.findAll(Login.ALICE);

        assertThat(entries()).isEqualTo(40);
        assertThat(store.endAll(Login.ALICE)).isEqualTo(live.size());
    }

    @Test
    void an_entry_without_a_session_is_left_alone_for_five_minutes_since_its_login_may_be_under_way() {
        lapse(begun(Login.ALICE));

        assertThat(store.endAll(Login.ALICE)).isZero();
        assertThat(store.findAll(Login.ALICE)).isEmpty();
        assertThat(entries()).isEqualTo(1);
        clock.pass(Duration.ofMinutes(6));
        assertThat(store.findAll(Login.ALICE)).isEmpty();
        assertThat(entries()).isZero();
    }

    @Test
    void the_end_of_some_sessions_leaves_entries_elsewhere_which_are_swept_later() {
        SessionGroup sid = SessionGroup.ofSid(Login.ISSUER, "1");
        begun(Login.ALICE, sid);
        assertThat(store.endAll(sid)).isEqualTo(1);
        assertThat(server.cli("exists", "latchkey:g:" + sid.key())).isEqualTo("0");
        assertThat(entries()).isEqualTo(1);

        clock.pass(Duration.ofMinutes(6));
        assertThat(store.endAll(Login.ALICE)).isZero();
        assertThat(entries()).isZero();
    }

    @Test
    void a_session_that_ends_takes_its_entries_with_it() {
        SessionGroup sid = SessionGroup.ofSid(Login.ISSUER, "1");
        store.end(begun(Login.ALICE, sid).session().key());

        assertThat(server.cli("dbsize")).isEqualTo("0");
    }
}
