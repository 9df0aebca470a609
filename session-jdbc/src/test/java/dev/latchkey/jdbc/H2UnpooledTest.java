package dev.latchkey.jdbc;

import dev.latchkey.store.RevocableSessionStore;
import dev.latchkey.testing.store.RevocableSessionStoreContract;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;

/** H2 without a pool, and with other names of tables. */
class H2UnpooledTest extends RevocableSessionStoreContract {
    private static final JdbcDataSource DATA_SOURCE = H2.unpooled(H2.newDatabase());

    private RevocableSessionStore store;
    private RevocableSessionStore otherNode;

    @BeforeEach
    void build() {
        JdbcSessionStoreBuilder builder = JdbcSessionStore.builder(DATA_SOURCE)
                .tablePrefix("app1_")
                .createTables()
                .clock(clock);
        store = builder.build();
        otherNode = builder.build();
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
