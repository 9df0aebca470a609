package dev.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.failure.Misconfigured;
import java.time.Duration;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisSessionStoreBuilderTest {
    private static final String SECRET = "p4ssw0rd";

    private static String refusal(RedisSessionStoreBuilder builder) {
        Misconfigured refused =
                org.junit.jupiter.api.Assertions.assertThrows(Misconfigured.class, () -> builder.build());
        assertThat(refused.getCause()).as("a cause may quote what is secret").isNull();
        return Objects.requireNonNull(refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis.example.com:6379",
                "http://redis.example.com",
                "redis-sentinel://redis.example.com",
                "redis://",
                "redis:///1",
                "redis://my_host",
                "redis://user:p4ssw0rd@",
                "redis://user:p4ssw0rd/@redis.example.com",
                "redis://user:p4ssw0rd#@redis.example.com",
                "redis://user:p4ssw0rd?@redis.example.com",
                "redis://user:p4ssw0rd @redis.example.com",
                "redis://user:p4ssw0rd%@redis.example.com",
                "redis://p4ssw0rd@redis.example.com",
                "redis://user:p4ssw0rd@redis.example.com:0",
                "redis://user:p4ssw0rd@redis.example.com:65536",
                "redis://user:p4ssw0rd@redis.example.com/shop",
                "redis://user:p4ssw0rd@redis.example.com?timeout=1s",
                "redis://user:p4ssw0rd@redis.example.com#1",
                ""
            })
    void a_uri_that_cannot_work_is_refused_without_telling_the_password(String uri) {
        assertThat(refusal(RedisSessionStore.builder(uri)))
                .startsWith("Setting 'redis uri' ")
                .contains("Expected: a URI such as 'rediss://user:password@redis.example.com:6379'.")
                .doesNotContain(SECRET);
    }

    @Test
    void a_password_with_odd_characters_is_written_with_escapes() {
        RedisAddress address = RedisAddress.parse("redis://sh%6Fp:a%40b%2Fc+d%3F@redis.example.com", Topology.SINGLE);

        assertThat(address.credentials()).isEqualTo(new Credentials("shop", "a@b/c+d?"));
        assertThat(address).hasToString("redis.example.com:6379");
    }

    @Test
    void a_password_alone_is_the_default_users() {
        assertThat(RedisAddress.parse("rediss://:secret@[::1]:7000/3", Topology.SINGLE))
                .isEqualTo(new RedisAddress("::1", 7000, true, 3, new Credentials("", "secret")));
    }

    @Test
    void sentinels_have_a_port_of_their_own() {
        assertThat(RedisAddress.parse("redis://sentinel1", Topology.SENTINEL).port())
                .isEqualTo(26379);
    }

    @Test
    void only_a_single_server_has_databases() {
        assertThat(refusal(RedisSessionStore.cluster("redis://node1/1")))
                .contains("names a database, which only a single server has");
    }

    @Test
    void a_cluster_needs_a_node_and_a_sentinel_a_master() {
        assertThat(refusal(RedisSessionStore.cluster())).contains("'redis uri' is missing");
        assertThat(refusal(RedisSessionStore.sentinel(" ", "redis://sentinel1")))
                .contains("'masterName' is empty");
    }

    @Test
    void tls_is_for_all_servers_or_for_none() {
        assertThat(refusal(RedisSessionStore.cluster("redis://node1", "rediss://node2")))
                .contains("one scheme for all");
    }

    @Test
    void all_nodes_of_a_cluster_have_the_same_user() {
        assertThat(refusal(RedisSessionStore.cluster("redis://a:p4ssw0rd@node1", "redis://b:p4ssw0rd@node2")))
                .contains("the same ones for all nodes")
                .doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "my shop:",
                "shöp:",
                "a\n",
                "0123456789012345678901234567890123456789012345678901234567890123456789"
            })
    void a_prefix_that_cannot_work_is_refused(String prefix) {
        assertThat(refusal(RedisSessionStore.builder("redis://localhost").keyPrefix(prefix)))
                .startsWith("Setting 'keyPrefix' is '");
    }

    @Test
    void a_limit_that_cannot_work_is_refused() {
        RedisSessionStoreBuilder builder = RedisSessionStore.builder("redis://localhost");

        assertThat(refusal(builder.connectTimeout(Duration.ZERO)))
                .isEqualTo("Setting 'connectTimeout' is PT0S. Expected: between a millisecond and a minute.");
        assertThat(refusal(builder.connectTimeout(Duration.ofSeconds(1)).commandTimeout(Duration.ofHours(1))))
                .startsWith("Setting 'commandTimeout' is PT1H.");
    }

    @Test
    void building_a_store_connects_to_nothing() {
        RedisSessionStore.builder("redis://nowhere.invalid").build().close();
        RedisSessionStore.sentinel("main", "redis://nowhere.invalid").build().close();
        RedisSessionStore.cluster("redis://nowhere.invalid").build().close();
    }

    @Test
    void a_closed_store_says_so() {
        RedisSessionStore store =
                RedisSessionStore.builder("redis://nowhere.invalid").build();
        store.close();
        store.close();

        assertThatThrownBy(() -> store.find("key"))
                .isInstanceOf(RedisFailure.class)
                .hasMessage("The session store was closed.");
    }

    @Test
    void nothing_prints_a_password() {
        RedisSessionStore store = RedisSessionStore.builder("redis://user:p4ssw0rd@localhost")
                .credentials("user", SECRET)
                .build();
        store.close();

        assertThat(store).hasToString("RedisSessionStore[localhost:6379]");
        assertThat(new Credentials("user", SECRET)).hasToString("Credentials[...]");
    }

    @Test
    void a_host_name_with_an_underscore_is_refused_with_its_reason() {
        assertThat(refusal(RedisSessionStore.builder("redis://my_redis:6379")))
                .contains("a host name has no '_'", "alias without one");
    }

    @Test
    @SuppressWarnings("NullAway") // That is the point.
    void null_is_refused_at_once_and_by_name() {
        RedisSessionStoreBuilder builder = RedisSessionStore.builder("redis://localhost");

        assertRefusesNull("user", () -> builder.credentials(null, SECRET));
        assertRefusesNull("password", () -> builder.credentials("user", null));
        assertRefusesNull("context", () -> builder.trust(null));
        assertRefusesNull("prefix", () -> builder.keyPrefix(null));
        assertRefusesNull("limit", () -> builder.connectTimeout(null));
        assertRefusesNull("limit", () -> builder.commandTimeout(null));
        assertRefusesNull("source", () -> builder.clock(null));
        assertRefusesNull("uri", () -> RedisSessionStore.builder(null));
        assertRefusesNull("masterName", () -> RedisSessionStore.sentinel(null, "redis://sentinel1"));
    }

    private static void assertRefusesNull(String name, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(NullPointerException.class).hasMessage(name);
    }
}
