package dev.latchkey.redis;

import java.nio.file.Files;
import java.util.List;

/** A master, its replica, and a Sentinel that makes the replica the master when the master is gone. */
final class Replication implements AutoCloseable {
    static final String MASTER = "main";
    static final String PASSWORD = "s3ntinel";

    final RedisServer first = RedisServer.start();
    final RedisServer second = RedisServer.start("--replicaof", "127.0.0.1 " + first.port());
    final RedisServer sentinel;

    Replication() {
        sentinel = RedisServer.start(
                (port, directory) -> List.of(
                        "redis-sentinel",
                        Files.writeString(directory.resolve("sentinel.conf"), """
                                        port %d
                                        bind 127.0.0.1
                                        dir %s
                                        requirepass %s
                                        sentinel monitor main 127.0.0.1 %d 1
                                        sentinel down-after-milliseconds main 1000
                                        sentinel failover-timeout main 5000
                                        """.formatted(
                                                port, directory, PASSWORD, first.port()))
                                .toString()),
                List.of("--no-auth-warning", "-a", PASSWORD));
        RedisServer.await(
                "the replica follows", () -> first.cli("info", "replication").contains("state=online"));
        awaitReplica(second);
    }

    /** Waits until the Sentinel knows that this is a replica that follows its master. */
    void awaitReplica(RedisServer replica) {
        RedisServer.await("the Sentinel knows the replica", () -> {
            String replicas = sentinel.cli("sentinel", "replicas", MASTER);
            return replicas.contains("127.0.0.1:" + replica.port())
                    && replicas.replaceAll("\\s+", " ").contains("master-link-status ok")
                    && replica.cli("info", "replication").contains("master_link_status:up");
        });
    }

    /** Addresses of Sentinels, of which the first is dead. */
    String[] uris() {
        return new String[] {
            "redis://127.0.0.1:1", "redis://:" + PASSWORD + "@127.0.0.1:" + sentinel.port(),
        };
    }

    @Override
    public void close() {
        sentinel.close();
        second.close();
        first.close();
    }
}
