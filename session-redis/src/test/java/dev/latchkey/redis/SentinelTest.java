package dev.latchkey.redis;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** The master behind a Sentinel. */
@Tag("cluster")
class SentinelTest extends RedisContract {
    private static Replication servers;

    @BeforeAll
    static void start() {
        servers = new Replication();
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @Override
    RedisSessionStoreBuilder builder() {
        return RedisSessionStore.sentinel(Replication.MASTER, servers.uris());
    }
}
