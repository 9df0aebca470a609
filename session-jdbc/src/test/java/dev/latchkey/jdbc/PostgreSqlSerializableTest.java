package dev.latchkey.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.latchkey.store.NewSession;
import dev.latchkey.store.RevocableSessionStore;
import dev.latchkey.store.StoredSession;
import dev.latchkey.store.Tombstone;
import dev.latchkey.testing.store.RevocableSessionStoreContract;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

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

    /** Waits until a statement waits for a lock. */
    private static void awaitWaiting(Future<?> waiting) throws SQLException {
        String waits = "SELECT COUNT(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'";
        while (Rows.number(server.unpooled(), waits) == 0) {
            assertThat(waiting).isNotDone();
        }
    }

    @Test
    void a_logout_that_comes_before_the_session_can_be_found_stops_the_login() throws SQLException {
        NewSession begun = Sessions.begun(clock.instant());
        CompletableFuture<Boolean> login;
        try (Connection holdUp = server.unpooled().getConnection();
                Statement statement = holdUp.createStatement()) {
            holdUp.setAutoCommit(false);
            statement.execute("LOCK TABLE latchkey_session_group IN EXCLUSIVE MODE");
            login = CompletableFuture.supplyAsync(() -> store.create(begun));
            awaitWaiting(login);
            otherNode.tombstone(Sessions.ALICE, new Tombstone(clock.instant(), clock.instant()), begun.endsAt());
            assertThat(otherNode.endAll(Sessions.ALICE)).isZero();
            holdUp.commit();
        }

        assertThat(login.join()).isFalse();
        assertThat(store.find(begun.session().key())).isNull();
    }

    @Test
    void a_login_looks_for_tombstones_when_its_session_can_be_found_already() throws SQLException {
        // Later than any tombstone of another test.
        clock.pass(Duration.ofDays(1));
        NewSession begun = Sessions.begun(clock.instant());
        CompletableFuture<Boolean> login;
        try (Connection holdUp = server.unpooled().getConnection();
                Statement statement = holdUp.createStatement()) {
            holdUp.setAutoCommit(false);
            statement.execute("LOCK TABLE latchkey_tombstones IN ACCESS EXCLUSIVE MODE");
            login = CompletableFuture.supplyAsync(() -> store.create(begun));
            awaitWaiting(login);
            assertThat(otherNode.findAll(Sessions.ALICE)).hasSize(1);
            assertThat(otherNode.endAll(Sessions.ALICE)).isEqualTo(1);
            holdUp.commit();
        }

        assertThat(login.join()).isTrue();
        assertThat(store.find(begun.session().key())).isNull();
    }

    @Test
    void what_the_database_undoes_because_of_others_is_tried_again() throws SQLException {
        StoredSession session = Sessions.begun(clock.instant()).session();
        store.create(new NewSession(session, List.of(), clock.instant(), clock.instant(), session.expiresAt()));
        CompletableFuture<Boolean> replaced;
        try (Connection other = server.unpooled().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("UPDATE latchkey_sessions SET expires_at = expires_at + 1");
            replaced = CompletableFuture.supplyAsync(() -> store.replaceIfVersion(
                    session.changed(session.expiresAt(), Sessions.content("second")), session.version()));
            awaitWaiting(replaced);
            other.commit();
        }

        assertThat(replaced.join()).isTrue();
        assertThat(found(store, session.key()).version()).isEqualTo(1);
    }
}
