package dev.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.store.NewSession;
import dev.latchkey.store.SessionContent;
import dev.latchkey.store.SessionGroup;
import dev.latchkey.store.Tombstone;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Somebody, or something, wrote into the server what the store did not. */
@Tag("cluster")
class UnreadableSessionsTest {
    private static RedisServer server;
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
        store = Patient.with(RedisSessionStore.builder(server.uri())).build();
    }

    @AfterEach
    void close() {
        store.close();
    }

    static List<List<String>> damages() {
        return List.of(
                List.of("set", "KEY", ""),
                List.of("set", "KEY", "x"),
                List.of("set", "KEY", "{\"a session\":\"of another library, longer than a head\"}"),
                List.of("setrange", "KEY", "0", "\u0002"),
                List.of("eval", "redis.call('SETRANGE', KEYS[1], 0, string.char(0))", "1", "KEY"),
                List.of(
                        "eval",
                        "redis.call('SET', KEYS[1], string.sub(redis.call('GET', KEYS[1]), 1, 17))",
                        "1",
                        "KEY"),
                List.of(
                        "eval",
                        "redis.call('SET', KEYS[1], string.sub(redis.call('GET', KEYS[1]), 1, 40))",
                        "1",
                        "KEY"),
                List.of("eval", "redis.call('DEL', KEYS[1]) redis.call('RPUSH', KEYS[1], 'a')", "1", "KEY"),
                List.of("eval", "redis.call('DEL', KEYS[1]) redis.call('HSET', KEYS[1], 'a', 'b')", "1", "KEY"));
    }

    @ParameterizedTest
    @MethodSource("damages")
    void a_damaged_session_counts_as_absent_with_one_warning_and_others_stay(List<String> damage) {
        NewSession damaged = Login.ofAlice();
        NewSession other = Login.ofAlice();
        store.create(damaged);
        store.create(other);
        String key = damaged.session().key();
        server.cli(damage.stream()
                .map(word -> word.equals("KEY") ? "latchkey:s:" + key : word)
                .toArray(String[]::new));

        try (CapturedLog log = new CapturedLog()) {
            assertThat(store.find(key)).isNull();
            assertThat(store.find(key)).isNull();
            assertThat(store.replaceIfVersion(
                            damaged.session().changed(damaged.endsAt(), SessionContent.ofSealed(new byte[] {1})), 0))
                    .isFalse();
            assertThat(store.findAll(Login.ALICE))
                    .singleElement()
                    .matches(left -> left.key().equals(other.session().key()));
            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains("session_unreadable", key.substring(0, 8))
                    .doesNotContain(key);
        }
        store.end(key);
        assertThat(server.cli("exists", "latchkey:s:" + key)).isEqualTo("0");
        assertThat(store.find(other.session().key())).isNotNull();
        assertThat(store.endAll(Login.ALICE)).isEqualTo(1);
    }

    @Test
    void a_damaged_session_ends_with_its_group() {
        NewSession damaged = Login.ofAlice();
        store.create(damaged);
        server.cli("set", "latchkey:s:" + damaged.session().key(), "damaged");

        assertThat(store.endAll(Login.ALICE)).isEqualTo(1);
        assertThat(server.cli("dbsize")).isEqualTo("0");
    }

    @Test
    void an_index_that_is_none_is_begun_anew() {
        server.cli("set", "latchkey:g:" + Login.ALICE.key(), "damaged");
        assertThat(store.findAll(Login.ALICE)).isEmpty();
        assertThat(store.endAll(Login.ALICE)).isZero();

        store.create(Login.ofAlice());
        assertThat(store.endAll(Login.ALICE)).isEqualTo(1);
    }

    @Test
    void a_tombstone_that_cannot_be_read_stops_every_login_of_its_group_and_can_be_written_over() {
        SessionGroup sid = SessionGroup.ofSid(Login.ISSUER, "1");
        Instant now = Instant.now();
        for (String damage : List.of("", "2:0:0", "1:0:0:0", "1:a:b", "1:99999999999999999999:0")) {
            server.cli("set", "latchkey:t:" + sid.key(), damage);
            assertThat(store.create(Login.of(Login.newKey(), new byte[] {1}, now, sid)))
                    .as(damage)
                    .isFalse();
        }
        server.cli("del", "latchkey:t:" + sid.key());
        server.cli("rpush", "latchkey:t:" + sid.key(), "a");
        assertThat(store.create(Login.of(Login.newKey(), new byte[] {1}, now, sid)))
                .isFalse();

        store.tombstone(sid, new Tombstone(now.minusSeconds(2), now.minusSeconds(2)), now.plusSeconds(60));
        assertThat(store.create(Login.of(Login.newKey(), new byte[] {1}, now, sid)))
                .isTrue();
    }
}
