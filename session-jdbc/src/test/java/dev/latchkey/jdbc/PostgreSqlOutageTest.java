package dev.latchkey.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.latchkey.store.NewSession;
import dev.latchkey.store.StoredSession;
import dev.latchkey.store.Tombstone;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A server that is stopped, suspended, or busy: calls fail in time, and work again by themselves. */
@Tag("cluster")
class PostgreSqlOutageTest {
    /** Two seconds for a connection and one to see whether it is alive; two for the statement, and one more; the rest is patience. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private static final Duration RECOVERY = Duration.ofSeconds(30);

    private static PostgreSql server;

    private final NewSession begun = Sessions.begun(Instant.now());
    private HikariDataSource pool;
    private JdbcSessionStore store;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        server = PostgreSql.start();
        JdbcSessionStore.builder(server.unpooled())
                .createTables()
                .timeout(Duration.ofMinutes(1))
                .build();
    }

    @BeforeEach
    void begin() {
        pool = server.impatientPool();
        store = JdbcSessionStore.builder(pool).build();
        store.create(begun);
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    private @Nullable StoredSession find() {
        return store.find(begun.session().key());
    }

    private List<Runnable> calls() {
        Instant now = Instant.now();
        return List.of(
                this::find,
                () -> store.create(Sessions.begun(now)),
                () -> store.replaceIfVersion(begun.session(), 0),
                () -> store.end(begun.session().key()),
                () -> store.tombstone(Sessions.ALICE, new Tombstone(now, now), now.plusSeconds(60)),
                () -> store.endAll(Sessions.ALICE),
                () -> store.findAll(Sessions.ALICE),
                store::count,
                () -> store.value("test:name"),
                () -> store.putIfAbsent("test:name", new byte[1], now.plusSeconds(60)),
                () -> store.remove("test:name", new byte[1]));
    }

    /** All fail within the limit; the longest time that one took. */
    private Duration assertFail(List<Runnable> calls) {
        Duration longest = Duration.ZERO;
        for (Runnable call : calls) {
            long before = System.nanoTime();
            assertThatThrownBy(call::run).isInstanceOf(DatabaseFailure.class).hasNoCause();
            Duration taken = Duration.ofNanos(System.nanoTime() - before);
            longest = taken.compareTo(longest) > 0 ? taken : longest;
        }
        assertThat(longest).isLessThan(LIMIT);
        return longest;
    }

    /** How long it takes until a session is found. */
    private Duration recovery() {
        long before = System.nanoTime();
        while (true) {
            try {
                assertThat(find()).as("the session from before").isNotNull();
                return Duration.ofNanos(System.nanoTime() - before);
            } catch (DatabaseFailure notYet) {
                assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(RECOVERY);
            }
        }
    }

    private static void print(String name, Duration value) {
        System.out.printf(Locale.ROOT, "jdbc.%s_seconds: %.2f%n", name, value.toMillis() / 1000.0);
    }

    @Test
    void while_the_server_is_stopped_every_call_fails_in_time_and_later_the_session_is_there_again()
            throws IOException, InterruptedException {
        server.stop();
        print("stopped_longest_call", assertFail(calls()));
        server.restart();
        print("stopped_recovery", recovery());
    }

    @Test
    void while_the_server_is_suspended_calls_fail_in_time_and_later_the_session_is_there_again()
            throws IOException, InterruptedException {
        server.suspend();
        Duration longest;
        try {
            longest = assertFail(List.of(this::find, () -> store.end(Sessions.newKey()), this::find));
        } finally {
            server.resume();
        }
        print("suspended_longest_call", longest);
        print("suspended_recovery", recovery());
    }

    @Test
    void while_the_server_is_suspended_most_calls_do_not_wait_for_the_pool() throws IOException, InterruptedException {
        server.suspend();
        Duration all;
        try {
            // The first may get a connection that was in use a moment ago, and is not looked at again.
            assertFail(List.of(this::find, this::find));
            long before = System.nanoTime();
            assertFail(Collections.nCopies(20, this::find));
            all = Duration.ofNanos(System.nanoTime() - before);
        } finally {
            server.resume();
        }
        assertThat(all).as("twenty would wait 40 s").isLessThan(Duration.ofSeconds(20));
        print("suspended_twenty_calls", all);
        print("suspended_recovery_after_many", recovery());
    }

    @Test
    void a_statement_that_the_server_suspends_half_way_fails_in_time()
            throws IOException, InterruptedException, SQLException {
        // Always the same connection, so that no pool looks first whether it is alive.
        try (Connection connection = server.unpooled().getConnection()) {
            JdbcSessionStore direct =
                    JdbcSessionStore.builder(new OneConnection(connection)).build();
            server.suspend();
            try {
                print("suspended_statement", assertFail(List.of(direct::count)));
            } finally {
                server.resume();
            }
        }
        print("suspended_statement_recovery", recovery());
    }

    @Test
    void a_statement_that_waits_for_a_locked_table_is_ended_and_its_connection_goes_on() throws SQLException {
        try (Connection application = server.unpooled().getConnection();
                Statement statement = application.createStatement()) {
            application.setAutoCommit(false);
            statement.execute("LOCK TABLE latchkey_sessions IN ACCESS EXCLUSIVE MODE");
            assertThatThrownBy(this::find)
                    .isInstanceOf(DatabaseFailure.class)
                    .hasMessage("The session database failed: PSQLException, SQLState 57014, code 0.");
            assertThat(Rows.number(
                            server.unpooled(), "SELECT COUNT(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"))
                    .as("statements that go on waiting")
                    .isZero();
            application.rollback();
        }
        assertThat(find()).isNotNull();
    }

    @Test
    void a_connection_goes_back_with_the_network_timeout_that_it_had() throws SQLException {
        for (int milliseconds : new int[] {0, 500, 100_000}) {
            try (Connection connection = server.unpooled().getConnection()) {
                connection.setNetworkTimeout(Runnable::run, milliseconds);
                JdbcSessionStore direct =
                        JdbcSessionStore.builder(new OneConnection(connection)).build();
                assertThat(direct.find(begun.session().key())).isNotNull();
                assertThat(connection.getNetworkTimeout()).isEqualTo(milliseconds);
            }
        }
    }
}
