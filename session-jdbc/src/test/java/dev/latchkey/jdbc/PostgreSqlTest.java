package dev.latchkey.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import dev.latchkey.store.RevocableSessionStore;
import dev.latchkey.testing.store.RevocableSessionStoreContract;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

/** PostgreSQL behind HikariCP; each node has a pool of its own. */
@Tag("cluster")
class PostgreSqlTest extends RevocableSessionStoreContract {
    private static PostgreSql server;
    private static HikariDataSource pool;
    private static HikariDataSource otherPool;

    private RevocableSessionStore store;
    private RevocableSessionStore otherNode;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        server = PostgreSql.start();
        pool = server.pool();
        otherPool = server.pool();
    }

    @AfterAll
    static void stop() throws IOException {
        otherPool.close();
        pool.close();
        server.close();
    }

    @BeforeEach
    void build() {
        Duration patience = Duration.ofSeconds(30);
        store = JdbcSessionStore.builder(pool)
                .createTables()
                .timeout(patience)
                .clock(clock)
                .build();
        otherNode = JdbcSessionStore.builder(otherPool)
                .timeout(patience)
                .clock(clock)
                .build();
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
