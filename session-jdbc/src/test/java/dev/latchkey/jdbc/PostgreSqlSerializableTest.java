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

/** PostgreSQL behind pools whose connections are serializable and do not commit by themselves. */
@Tag("cluster")
class PostgreSqlSerializableTest extends RevocableSessionStoreContract {
    private static PostgreSql server;
    private static HikariDataSource pool;
    private static HikariDataSource otherPool;

    private RevocableSessionStore store;
    private RevocableSessionStore otherNode;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        server = PostgreSql.start();
        pool = serializable();
        otherPool = serializable();
    }

    private static HikariDataSource serializable() {
        HikariDataSource pool = server.pool();
        pool.setAutoCommit(false);
        pool.setTransactionIsolation("TRANSACTION_SERIALIZABLE");
        return pool;
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
