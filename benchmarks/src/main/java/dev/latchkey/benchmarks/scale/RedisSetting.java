package dev.latchkey.benchmarks.scale;

import dev.latchkey.benchmarks.servers.RedisServer;
import dev.latchkey.redis.RedisSessionStore;
import dev.latchkey.store.RevocableSessionStore;
import org.jspecify.annotations.Nullable;

/** A store in a Redis server on this machine. */
final class RedisSetting implements Setting {
    private static final int LOGINS_AT_A_TIME = 8;

    private final RedisServer server = new RedisServer();
    private @Nullable RedisSessionStore store;

    @Override
    public String name() {
        return "Redis " + server.version();
    }

    @Override
    public RevocableSessionStore store(SetClock clock) {
        store = RedisSessionStore.builder(server.uri()).build();
        return store;
    }

    @Override
    public long usedMemory() {
        return server.usedMemory();
    }

    @Override
    public int loginsAtATime() {
        return LOGINS_AT_A_TIME;
    }

    @Override
    public int quickOperations() {
        return 10_000;
    }

    @Override
    public boolean sweepsAtLogins() {
        return false;
    }

    @Override
    public void close() {
        if (store != null) {
            store.close();
        }
        server.close();
    }
}
