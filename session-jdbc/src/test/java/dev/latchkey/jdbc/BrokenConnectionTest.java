package dev.latchkey.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import org.h2.jdbcx.JdbcDataSource;
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
}
