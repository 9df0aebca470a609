package dev.latchkey.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import dev.latchkey.store.RevocableSessionStore;
import dev.latchkey.testing.store.RevocableSessionStoreContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;

/** H2 behind HikariCP; each node has a pool of its own. */
class H2PoolTest extends RevocableSessionStoreContract {
    private static final String URL = H2.newDatabase();
    private static final HikariDataSource POOL = H2.pool(URL);
    private static final HikariDataSource OTHER_POOL = H2.pool(URL);

    private RevocableSessionStore store;
    private RevocableSessionStore otherNode;

    @BeforeEach
    void build() {
        store = JdbcSessionStore.builder(POOL).createTables().clock(clock).build();
        otherNode = JdbcSessionStore.builder(OTHER_POOL).clock(clock).build();
    }

    @AfterAll
    static void close() {
        POOL.close();
        OTHER_POOL.close();
    }

    @Override
    protected RevocableSessionStore store() {
        return store;
    }

    @Override
    protected RevocableSessionStore otherNode() {
        return otherNode;
    }
}
