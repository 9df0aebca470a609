package dev.latchkey.redis;

import dev.latchkey.testing.store.RevocableSessionStoreContract;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

/** The contract of stores, with two stores on the same servers as two nodes. */
@Tag("cluster")
abstract class RedisContract extends RevocableSessionStoreContract {
    private final List<RedisSessionStore> stores = new ArrayList<>();

    abstract RedisSessionStoreBuilder builder();

    @BeforeEach
    void open() {
        stores.add(node());
        stores.add(node());
    }

    private RedisSessionStore node() {
        return Patient.with(builder()).clock(clock).build();
    }

    @AfterEach
    void close() {
        stores.forEach(RedisSessionStore::close);
    }

    @Override
    protected RedisSessionStore store() {
        return stores.get(0);
    }

    @Override
    protected RedisSessionStore otherNode() {
        return stores.get(1);
    }
}
