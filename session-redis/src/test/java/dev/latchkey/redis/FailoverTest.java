package dev.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.store.NewSession;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sentinel makes another server the master, while the application runs. */
@Tag("cluster")
class FailoverTest {
    private Replication servers;
    private RedisSessionStore store;

    @BeforeEach
    void open() {
        servers = new Replication();
        store = RedisSessionStore.sentinel(Replication.MASTER, servers.uris())
                .connectTimeout(Duration.ofSeconds(5))
                .commandTimeout(Duration.ofSeconds(5))
                .build();
    }

    @AfterEach
    void close() {
        store.close();
        servers.close();
    }

    private NewSession created() {
        AtomicReference<NewSession> created = new AtomicReference<>();
        RedisServer.await("a session can be created", () -> {
            NewSession session = Login.ofAlice();
            try {
                created.set(session);
                return store.create(session);
            } catch (RedisFailure e) {
                return false;
            }
        });
        return created.get();
    }

    private static boolean has(RedisServer server, NewSession session) {
        return server.cli("exists", "latchkey:s:" + session.session().key()).equals("1");
    }

    @Test
    void when_the_master_dies_the_replica_takes_over_without_a_restart_of_the_application() {
        NewSession before = created();
        RedisServer.await("the replica has the session", () -> has(servers.second, before));
        servers.first.kill();

        NewSession after = created();
        assertThat(has(servers.second, after)).isTrue();
        assertThat(store.find(before.session().key())).isNotNull();

        servers.first.restart();
        servers.awaitReplica(servers.first);
        assertThat(has(servers.second, created())).isTrue();
    }

    @Test
    void when_another_server_is_made_the_master_the_old_one_is_left() {
        NewSession before = created();
        assertThat(servers.sentinel.cli("sentinel", "failover", Replication.MASTER))
                .isEqualTo("OK");
        RedisServer.await(
                "the old master follows the new one",
                () -> servers.first.cli("info", "replication").contains("role:slave"));

        NewSession after = created();
        assertThat(has(servers.second, after)).isTrue();
        assertThat(store.find(before.session().key())).isNotNull();
    }
}
