package dev.latchkey.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.ThrowingSupplier;
import org.postgresql.ds.PGSimpleDataSource;

/** A pool that has no connections is left in peace, and found to have some again. */
class ConnectionSourceTest {
    private final JdbcDataSource database = H2.unpooled(H2.newDatabase());
    private final SQLException timedOut = new SQLException("timed out", "08006");
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000);
    private final AtomicInteger tries = new AtomicInteger();
    private final ConnectionSource source = new ConnectionSource(new Pool(), now::get);
    private ThrowingSupplier<Connection> pool = database::getConnection;

    /** A data source of which only this method is used. */
    private final class Pool extends PGSimpleDataSource {
        private static final long serialVersionUID = 1L;

        @Override
        public Connection getConnection() throws SQLException {
            tries.incrementAndGet();
            try {
                return pool.get();
            } catch (SQLException | RuntimeException e) {
                throw e;
            } catch (Throwable e) {
                throw new AssertionError(e);
            }
        }
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private Connection dead() throws SQLException {
        throw timedOut;
    }

    private void assertTakes() throws SQLException {
        int before = tries.get();
        source.get().close();
        assertThat(tries).hasValue(before + 1);
    }

    private void assertTriesInVain() {
        int before = tries.get();
        assertThatThrownBy(source::get).isSameAs(timedOut);
        assertThat(tries).hasValue(before + 1);
    }

    private void assertFailsAtOnce() {
        int before = tries.get();
        assertThatThrownBy(source::get)
                .isInstanceOf(SQLTransientConnectionException.class)
                .hasCause(timedOut);
        assertThat(tries).hasValue(before);
    }

    @Test
    void for_half_a_second_after_a_failure_nobody_asks_the_pool_and_then_one_does() throws SQLException {
        assertTakes();
        pool = this::dead;
        assertTriesInVain();
        assertFailsAtOnce();
        pass(Duration.ofMillis(499));
        assertFailsAtOnce();
        pass(Duration.ofMillis(1));
        assertTriesInVain();
        assertFailsAtOnce();

        pool = database::getConnection;
        assertFailsAtOnce();
        pass(Duration.ofMillis(500));
        assertTakes();
        assertTakes();
    }

    @Test
    void while_one_tries_the_others_fail_at_once_and_its_success_is_everyones() throws SQLException {
        pool = this::dead;
        assertTriesInVain();
        pass(Duration.ofMillis(500));
        pool = () -> {
            pass(Duration.ofSeconds(4));
            assertFailsAtOnce();
            return database.getConnection();
        };
        assertTakes();
        pool = database::getConnection;
        assertTakes();
    }

    @Test
    void while_one_tries_in_vain_the_pause_begins_when_it_is_through() {
        pool = this::dead;
        assertTriesInVain();
        pass(Duration.ofMillis(500));
        pool = () -> {
            pass(Duration.ofSeconds(4));
            return dead();
        };
        assertTriesInVain();
        pass(Duration.ofMillis(499));
        assertFailsAtOnce();
    }

    @Test
    void one_who_waits_without_end_does_not_lock_the_others_out() {
        pool = this::dead;
        assertTriesInVain();
        pass(Duration.ofMillis(500));
        pool = () -> {
            pool = database::getConnection;
            pass(Duration.ofSeconds(5));
            source.get().close();
            return dead();
        };
        assertThatThrownBy(source::get).isSameAs(timedOut);
        assertThat(tries).hasValue(3);
    }

    @Test
    void a_pool_that_gave_a_connection_meanwhile_is_busy_and_not_dead() throws SQLException {
        pool = () -> {
            pool = database::getConnection;
            assertTakes();
            return dead();
        };
        assertThatThrownBy(source::get).isSameAs(timedOut);
        assertTakes();
    }

    @Test
    void a_pool_that_throws_something_odd_is_left_in_peace_too() {
        RuntimeException odd = new IllegalStateException("cannot start");
        pool = () -> {
            throw odd;
        };
        assertThatThrownBy(source::get).isSameAs(odd);
        assertThatThrownBy(source::get)
                .isInstanceOf(SQLTransientConnectionException.class)
                .hasCause(odd);
    }

    @Test
    void a_caller_who_is_interrupted_keeps_nobody_from_trying() throws SQLException {
        SQLException interrupted = new SQLException("interrupted", new InterruptedException());
        pool = () -> {
            throw interrupted;
        };
        assertThatThrownBy(source::get).isSameAs(interrupted);
        pool = database::getConnection;
        assertTakes();

        pool = this::dead;
        assertTriesInVain();
        pass(Duration.ofMillis(500));
        pool = () -> {
            throw interrupted;
        };
        assertThatThrownBy(source::get).isSameAs(interrupted);
        pool = database::getConnection;
        assertTakes();
    }

    @Test
    void a_statement_that_fails_is_no_reason_to_ask_for_no_connection() {
        Database failing = new Database(new Pool(), "latchkey_", Duration.ofSeconds(2));
        for (int i = 1; i <= 3; i++) {
            assertThatThrownBy(() -> failing.update("DELETE FROM nothing")).isInstanceOf(DatabaseFailure.class);
            assertThat(tries).hasValue(i);
        }
    }
}
