package dev.latchkey.jdbc;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.latchkey.store.NewSession;
import dev.latchkey.store.StoredSession;
import dev.latchkey.testing.store.SettableClock;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Expired sessions are deleted while others are in use. */
@Tag("cluster")
class PostgreSqlSweepTest {
    private static final int EXPIRED = 100_000;
    private static final int IN_USE = 200;

    private static PostgreSql server;
    private static HikariDataSource pool;

    private final SettableClock clock = new SettableClock();
    private JdbcSessionStore store;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        server = PostgreSql.start();
        pool = server.pool();
    }

    @BeforeEach
    void build() {
        store = JdbcSessionStore.builder(pool)
                .createTables()
                .timeout(Duration.ofSeconds(30))
                .clock(clock)
                .build();
    }

    @AfterEach
    void dropTables() throws SQLException {
        Rows.execute(
                pool,
                "DROP TABLE latchkey_session_group",
                "DROP TABLE latchkey_sessions",
                "DROP TABLE latchkey_values",
                "DROP TABLE latchkey_tombstones");
    }

    @AfterAll
    static void stop() throws IOException {
        pool.close();
        server.close();
    }

    /** Writes down which transaction deletes each row. */
    private void watchDeletions() throws SQLException {
        Rows.execute(
                pool,
                "CREATE TABLE deletions (transaction BIGINT)",
                "CREATE FUNCTION note_deletion() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN INSERT INTO deletions VALUES (txid_current()); RETURN OLD; END'",
                "CREATE TRIGGER note_deletion BEFORE DELETE ON latchkey_sessions FOR EACH ROW"
                        + " EXECUTE FUNCTION note_deletion()");
    }

    private void expire(int sessions) throws SQLException {
        Rows.execute(
                pool,
                "INSERT INTO latchkey_sessions SELECT lpad(n::text, 43, 'x'), 0, n, decode(repeat('00', 1000), 'hex')"
                        + " FROM generate_series(1, " + sessions + ") n",
                "INSERT INTO latchkey_session_group SELECT '" + Sessions.ALICE.key()
                        + "', session_key FROM latchkey_sessions WHERE expires_at <= " + sessions,
                "ANALYZE");
    }

    @Test
    void a_hundred_thousand_go_in_small_transactions_while_others_are_found_and_replaced() throws SQLException {
        List<StoredSession> inUse = new ArrayList<>();
        for (int i = 0; i < IN_USE; i++) {
            NewSession begun = Sessions.begun(clock.instant());
            store.create(begun);
            inUse.add(begun.session());
        }
        expire(EXPIRED);
        watchDeletions();

        long before = System.nanoTime();
        CompletableFuture<Integer> swept = CompletableFuture.supplyAsync(store::sweep);
        long longest = 0;
        int uses = 0;
        while (!swept.isDone() || uses < IN_USE) {
            long started = System.nanoTime();
            StoredSession found =
                    requireNonNull(store.find(inUse.get(uses % IN_USE).key()));
            assertThat(store.replaceIfVersion(
                            found.changed(found.expiresAt(), Sessions.content("use " + uses)), found.version()))
                    .isTrue();
            longest = Math.max(longest, System.nanoTime() - started);
            uses++;
        }

        assertThat(swept.join()).isEqualTo(EXPIRED);
        print("sweep_seconds", (System.nanoTime() - before) / 1e9);
        print("sweep_uses_meanwhile", uses);
        print("sweep_longest_use_seconds", longest / 1e9);
        assertThat(store.count()).isEqualTo(IN_USE);
        assertThat(Rows.count(pool, "latchkey_session_group")).isEqualTo(IN_USE);
        assertThat(Rows.count(pool, "deletions")).isEqualTo(EXPIRED);
        assertThat(Rows.number(
                        pool,
                        "SELECT MAX(n) FROM (SELECT COUNT(*) n FROM deletions GROUP BY transaction) per_transaction"))
                .isEqualTo(Sweeper.BATCH);
    }

    private static void print(String name, double value) {
        System.out.printf(Locale.ROOT, "jdbc.%s: %.3f%n", name, value);
    }

    @Test
    void two_nodes_that_delete_at_the_same_time_delete_each_row_once() throws Exception {
        expire(20_000);

        List<Integer> swept = Together.run(List.of(store::sweep, store::sweep, store::sweep, store::sweep));
        assertThat(swept.stream().mapToInt(Integer::intValue).sum()).isEqualTo(20_000);
        assertThat(Rows.count(pool, "latchkey_sessions")).isZero();
    }

    @Test
    void a_session_that_is_prolonged_at_that_moment_is_left_alone() throws SQLException, InterruptedException {
        NewSession late = Sessions.begun(clock.instant());
        store.create(late);
        clock.pass(Duration.ofHours(1));
        CompletableFuture<Integer> swept;
        try (Connection node = server.unpooled().getConnection()) {
            node.setAutoCommit(false);
            node.prepareStatement("UPDATE latchkey_sessions SET expires_at = 9000000000000")
                    .executeUpdate();
            swept = CompletableFuture.supplyAsync(store::sweep);
            while (Rows.number(
                            server.unpooled(), "SELECT COUNT(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
                    == 0) {
                assertThat(swept).isNotDone();
            }
            node.commit();
        }

        assertThat(swept.join()).isZero();
        assertThat(store.find(late.session().key())).isNotNull();
    }

    @Test
    void nodes_that_create_the_tables_at_the_same_time_all_start() throws Exception {
        StartTest.startTogether(pool);
    }
}
