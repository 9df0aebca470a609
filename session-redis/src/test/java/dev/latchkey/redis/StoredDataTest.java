package dev.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.store.NewSession;
import dev.latchkey.store.SessionGroup;
import dev.latchkey.store.StoredSession;
import dev.latchkey.store.Tombstone;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in the server, for how long, and for whom. */
@Tag("cluster")
class StoredDataTest {
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
        assertThat(server.cli("flushall")).isEqualTo("OK");
        store = Patient.with(RedisSessionStore.builder(server.uri())).build();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static long millisLeft(String key) {
        return Long.parseLong(server.cli("pttl", key));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void keys_and_values_name_nobody() {
        SessionGroup sid = SessionGroup.ofSid(Login.ISSUER, "sid-4711");
        Instant now = Instant.now();
        NewSession session = Login.of(Login.newKey(), new byte[] {1, 2, 3}, now, Login.ALICE, sid);
        store.create(session);
        store.tombstone(sid, new Tombstone(now.minusSeconds(60), now.minusSeconds(60)), now.plusSeconds(60));
        store.putIfAbsent("jti:" + Login.newKey(), bytes("sealed"), now.plusSeconds(60));

        StringBuilder all = new StringBuilder();
        for (String key : server.cli("keys", "*").lines().toList()) {
            all.append(key).append(' ');
            all.append(
                    server.cli("type", key).equals("zset")
                            ? server.cli("zrange", key, "0", "-1")
                            : server.cli("get", key));
        }
        assertThat(all.toString())
                .contains("latchkey:s:" + session.session().key(), "latchkey:g:" + sid.key(), "latchkey:t:" + sid.key())
                .doesNotContain("alice", "4711", "idp.example.com");
    }

    @Test
    void a_session_lives_in_the_server_as_long_as_it_is_valid_and_its_index_a_little_longer() {
        NewSession session = Login.ofAlice();
        String key = "latchkey:s:" + session.session().key();
        String index = "latchkey:g:" + Login.ALICE.key();
        store.create(session);
        assertThat(millisLeft(key)).isBetween(1_700_000L, 1_800_000L);
        assertThat(millisLeft(index))
                .isBetween(Duration.ofHours(12).toMillis(), Duration.ofHours(13).toMillis());

        StoredSession longer = session.session()
                .changed(
                        Instant.now().plus(Duration.ofHours(2)),
                        session.session().content());
        assertThat(store.replaceIfVersion(longer, 0)).isTrue();
        assertThat(millisLeft(key)).isBetween(7_100_000L, 7_200_000L);

        NewSession shorter = Login.ofAlice();
        store.create(new NewSession(
                shorter.session(),
                shorter.groups(),
                shorter.issuedAt(),
                shorter.startedAt(),
                shorter.startedAt().plusSeconds(1)));
        assertThat(millisLeft(index))
                .as("an index never lives shorter")
                .isGreaterThan(Duration.ofHours(11).toMillis());
    }

    @Test
    void tombstones_and_values_are_forgotten_by_the_server_and_a_distant_time_is_no_trouble() {
        Instant now = Instant.now();
        String tombstone = "latchkey:t:" + Login.ALICE.key();
        store.tombstone(Login.ALICE, new Tombstone(now, now), now.plusSeconds(1_800));
        store.tombstone(Login.ALICE, new Tombstone(now, now), now.plusSeconds(60));
        assertThat(millisLeft(tombstone)).as("the longer life counts").isBetween(1_700_000L, 1_800_000L);

        store.putIfAbsent("test:a", bytes("a"), now.plusSeconds(60));
        assertThat(millisLeft("latchkey:v:test:a")).isBetween(1L, 60_000L);
        assertThat(store.putIfAbsent("test:b", bytes("b"), Instant.MAX)).isTrue();
        store.tombstone(Login.ALICE, new Tombstone(now, now), Instant.MAX);
        assertThat(millisLeft(tombstone)).isPositive();
        assertThat(store.value("test:b")).isEqualTo(bytes("b"));
        store.putIfAbsent("test:c", bytes("c"), now.minusSeconds(1));
        RedisServer.await("the value is gone", () -> store.value("test:c") == null);
    }

    @Test
    void a_tombstone_of_a_moment_stops_a_login_of_the_same_moment() {
        Instant ended = Instant.parse("2030-01-01T00:00:00.000700Z");
        NewSession before = Login.ofAlice(ended.minusNanos(1_000));
        NewSession after = Login.ofAlice(ended.plusSeconds(1));
        store.tombstone(Login.ALICE, new Tombstone(ended, ended), Instant.now().plusSeconds(60));

        assertThat(store.create(before)).isFalse();
        assertThat(store.create(after)).isTrue();
    }

    @Test
    void a_look_up_is_one_command() {
        NewSession session = Login.ofAlice();
        store.create(session);
        server.cli("config", "resetstat");
        for (int i = 0; i < 10; i++) {
            assertThat(store.find(session.session().key())).isNotNull();
        }

        assertThat(calls()).containsOnly(Map.entry("get", 10L));
    }

    /** How often each command was called since the counters were reset, without those of this test. */
    private static Map<String, Long> calls() {
        Map<String, Long> calls = new TreeMap<>();
        for (String line : server.cli("info", "commandstats").lines().toList()) {
            if (line.startsWith("cmdstat_")) {
                calls.put(
                        line.substring("cmdstat_".length(), line.indexOf(':')),
                        Long.parseLong(line.substring(line.indexOf("calls=") + 6, line.indexOf(','))));
            }
        }
        calls.keySet()
                .removeIf(name -> name.equals("info") || name.startsWith("config") || name.equals("command|docs"));
        return calls;
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "latchkey?", "[a-z]*:", "\\*:", "latch:{x}:", "latchkey:s:"})
    void applications_with_different_prefixes_share_a_server(String prefix) {
        NewSession ours = Login.ofAlice();
        store.create(ours);
        store.putIfAbsent("test:a", bytes("a"), ours.endsAt());
        try (RedisSessionStore other = Patient.with(RedisSessionStore.builder(server.uri()))
                .keyPrefix(prefix)
                .build()) {
            assertThat(other.find(ours.session().key())).isNull();
            assertThat(other.value("test:a")).isNull();
            assertThat(other.findAll(Login.ALICE)).isEmpty();
            assertThat(other.count()).isZero();

            other.create(Login.ofAlice());
            other.create(Login.ofAlice());
            assertThat(other.count()).isEqualTo(2);
            assertThat(store.count()).isEqualTo(1);
            assertThat(other.endAll(Login.ALICE)).isEqualTo(2);
            assertThat(store.find(ours.session().key())).isNotNull();
        }
    }

    @Test
    void databases_of_one_server_are_apart() {
        store.create(Login.ofAlice());
        try (RedisSessionStore other =
                Patient.with(RedisSessionStore.builder(server.uri() + "/1")).build()) {
            assertThat(other.count()).isZero();
        }
    }

    @Test
    void many_sessions_are_counted_and_ended_in_several_goes() {
        int many = 2 * GroupIndex.AT_ONCE + 1;
        for (int i = 0; i < many; i++) {
            store.create(Login.ofAlice());
        }

        assertThat(store.count()).isEqualTo(many);
        assertThat(store.findAll(Login.ALICE)).hasSize(many);
        assertThat(store.endAll(Login.ALICE)).isEqualTo(many);
        assertThat(server.cli("dbsize")).isEqualTo("0");
    }
}
