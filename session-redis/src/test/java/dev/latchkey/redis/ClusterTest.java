package dev.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.store.NewSession;
import dev.latchkey.store.Tombstone;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Three masters, between which the keys are divided, and the user of the documentation. */
@Tag("cluster")
class ClusterTest extends RedisContract {
    private static final List<RedisServer> NODES = new ArrayList<>();

    @BeforeAll
    static void start() {
        for (int i = 0; i < 3; i++) {
            RedisServer node = RedisServer.start("--cluster-enabled", "yes", "--cluster-node-timeout", "2000");
            NODES.add(node);
            addUser(node);
        }
        List<String> create = new ArrayList<>(List.of("redis-cli", "--cluster", "create"));
        NODES.forEach(node -> create.add("127.0.0.1:" + node.port()));
        create.addAll(List.of("--cluster-replicas", "0", "--cluster-yes"));
        assertThat(RedisServer.run(create)).contains("All 16384 slots covered");
        awaitWhole();
    }

    private static void addUser(RedisServer node) {
        List<String> user = Acl.setUser("latchkey", "secret", "latchkey:");
        user.addAll(Acl.inCluster());
        assertThat(node.cli(user.toArray(String[]::new))).isEqualTo("OK");
    }

    private static void awaitWhole() {
        for (RedisServer node : NODES) {
            RedisServer.await("the cluster is whole", () -> {
                String info = node.cli("cluster", "info");
                return info.contains("cluster_state:ok") && info.contains("cluster_known_nodes:3");
            });
        }
    }

    @AfterAll
    static void stop() {
        NODES.forEach(RedisServer::close);
    }

    @Override
    RedisSessionStoreBuilder builder() {
        return RedisSessionStore.cluster(NODES.get(0).uri(), NODES.get(1).uri()).credentials("latchkey", "secret");
    }

    private boolean isFound(NewSession session) {
        try {
            return store().find(session.session().key()) != null;
        } catch (RedisFailure e) {
            return false;
        }
    }

    private NewSession created() {
        NewSession session = Login.ofAlice(clock.instant());
        assertThat(store().create(session)).isTrue();
        return session;
    }

    @Test
    void sessions_are_on_every_node_and_none_is_lost_when_a_node_is_killed_and_returns() {
        List<NewSession> sessions = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            sessions.add(created());
        }
        assertThat(NODES).allMatch(node -> !node.cli("dbsize").equals("0"));
        NODES.get(2).kill();
        RedisServer.await("look-ups fail", () -> !sessions.stream().allMatch(this::isFound));
        NODES.get(2).restart();
        addUser(NODES.get(2));
        awaitWhole();

        RedisServer.await("all are found again", () -> sessions.stream().allMatch(this::isFound));
        sessions.add(created());
        assertThat(store().endAll(Login.ALICE)).isEqualTo(sessions.size());
    }

    @Test
    void sessions_follow_when_their_slots_move_to_another_node() {
        List<NewSession> sessions = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            sessions.add(created());
        }
        String from = NODES.get(0).cli("cluster", "myid");
        String to = NODES.get(1).cli("cluster", "myid");
        String moved = RedisServer.run(List.of(
                "redis-cli",
                "--cluster",
                "reshard",
                "127.0.0.1:" + NODES.get(0).port(),
                "--cluster-from",
                from,
                "--cluster-to",
                to,
                "--cluster-slots",
                "2000",
                "--cluster-yes"));
        assertThat(moved).contains("Moving slot").doesNotContain("ERR");

        assertThat(sessions).allMatch(this::isFound);
        created();
        assertThat(store().endAll(Login.ALICE)).isEqualTo(51);
    }

    @Test
    void sessions_are_found_changed_created_and_ended_while_their_slot_is_half_way_to_another_node() {
        try (RedisSessionStore store = Patient.with(builder())
                .keyPrefix("latchkey:{half-way}:")
                .clock(clock)
                .build()) {
            NewSession moved = Login.ofAlice(clock.instant());
            NewSession left = Login.ofAlice(clock.instant());
            store.create(moved);
            store.create(left);
            String key = "latchkey:{half-way}:s:" + moved.session().key();
            String slot = NODES.get(0).cli("cluster", "keyslot", key);
            RedisServer from = NODES.stream()
                    .filter(node -> node.cli("exists", key).equals("1"))
                    .findFirst()
                    .orElseThrow();
            RedisServer to =
                    NODES.stream().filter(node -> node != from).findFirst().orElseThrow();
            try {
                assertThat(to.cli("cluster", "setslot", slot, "importing", from.cli("cluster", "myid")))
                        .isEqualTo("OK");
                assertThat(from.cli("cluster", "setslot", slot, "migrating", to.cli("cluster", "myid")))
                        .isEqualTo("OK");
                assertThat(from.cli("migrate", "127.0.0.1", Integer.toString(to.port()), key, "0", "5000"))
                        .isEqualTo("OK");

                for (NewSession session : List.of(moved, left)) {
                    assertThat(store.find(session.session().key())).isNotNull();
                    assertThat(store.replaceIfVersion(
                                    session.session()
                                            .changed(
                                                    session.endsAt(),
                                                    session.session().content()),
                                    0))
                            .isTrue();
                }
                assertThat(store.create(Login.ofAlice(clock.instant()))).isTrue();
                assertThat(to.cli("cluster", "countkeysinslot", slot))
                        .as("the session that was moved, and the new one")
                        .isEqualTo("2");
                store.tombstone(Login.ALICE, new Tombstone(clock.instant(), clock.instant()), moved.endsAt());
                assertThat(store.create(Login.ofAlice(clock.instant()))).isFalse();
                assertThat(store.findAll(Login.ALICE)).hasSize(3);
                assertThat(store.endAll(Login.ALICE)).isEqualTo(3);
            } finally {
                from.cli("cluster", "setslot", slot, "stable");
                to.cli("cluster", "setslot", slot, "stable");
            }
        }
    }
}
