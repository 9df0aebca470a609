package dev.latchkey.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What was not committed is undone before a connection goes back, even if what was done threw an error. */
class BrokenConnectionTest {
    private final String url = H2.newDatabase();

    @Test
    void an_error_half_way_undoes_the_transaction() throws SQLException {
        try (HikariDataSource pool = H2.pool(url)) {
            Rows.execute(pool, "CREATE TABLE orders (number INT)");
            Database database = new Database(pool, "latchkey_", Duration.ofSeconds(2));

            assertThatThrownBy(() -> database.transaction(statements -> {
                        statements.update("INSERT INTO orders VALUES (1)");
                        throw new StackOverflowError();
                    }))
                    .isInstanceOf(StackOverflowError.class);
            assertThat(Rows.count(pool, "orders")).isZero();
        }
    }

    @Test
    void what_was_done_stays_done_if_its_connection_breaks_afterwards() throws SQLException {
        JdbcDataSource unpooled = H2.unpooled(url);
        Rows.execute(unpooled, "CREATE TABLE orders (number INT)");
        Database database = new Database(unpooled, "latchkey_", Duration.ofSeconds(2));

        int changed = database.runOnce(true, statements -> {
            int rows = statements.update("INSERT INTO orders VALUES (1)");
            statements.connection().close();
            return rows;
        });
        assertThat(changed).isEqualTo(1);
        assertThat(Rows.count(unpooled, "orders")).isEqualTo(1);
    }

    /** What comes of a transaction if these calls of its connection fail: null, or why it failed. */
    private static @Nullable Exception failure(DataSource pool, Map<String, Exception> failures) {
        DataSource failing = Hooked.connections(pool, call -> {
            Exception failure = failures.get(call);
            if (failure instanceof SQLException e) {
                throw e;
            } else if (failure instanceof RuntimeException e) {
                throw e;
            }
        });
        try {
            new Database(failing, "latchkey_", Duration.ofSeconds(2))
                    .runOnce(false, statements -> statements.query(row -> true, "SELECT 1"));
            return null;
        } catch (SQLException | RuntimeException e) {
            return e;
        }
    }

    @Test
    void a_connection_goes_back_even_if_its_driver_throws_something_odd() {
        Exception odd = new IllegalStateException("odd");
        Exception first = new SQLException("first");
        try (HikariDataSource pool = H2.pool(url)) {
            assertThat(failure(pool, Map.of("setAutoCommit true", odd))).isNull();
            assertThat(failure(pool, Map.of("setAutoCommit true", odd, "abort", odd)))
                    .isNull();
            assertThat(failure(pool, Map.of("commit", first, "rollback", odd))).isSameAs(first);
            assertThat(failure(pool, Map.of("getAutoCommit", odd))).isSameAs(odd);
            assertThat(failure(pool, Map.of("setAutoCommit false", odd))).isSameAs(odd);
            assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();

            assertThat(failure(pool, Map.of("close", odd)))
                    .as("what was committed is no failure")
                    .isNull();
        }
    }

    @Test
    void a_connection_that_cannot_be_used_as_needed_goes_back_as_it_was() {
        List<String> calls = new ArrayList<>();
        DataSource recorded = Hooked.connections(H2.unpooled(url), calls::add);

        assertThat(failure(recorded, Map.of("setAutoCommit false", new SQLException("refused"))))
                .hasMessage("refused");
        assertThat(calls).containsSubsequence("setNetworkTimeout 3000", "setNetworkTimeout 0", "close");
    }
}
