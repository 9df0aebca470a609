package dev.latchkey.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.failure.Misconfigured;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.hsqldb.jdbc.JDBCDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the store checks when it is built. */
class StartTest {
    private final JdbcDataSource database = H2.unpooled(H2.newDatabase());

    private static String schemaFile() throws IOException {
        try (InputStream in = Objects.requireNonNull(StartTest.class.getResourceAsStream("schema-h2.sql"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void assertRefused(JdbcSessionStoreBuilder builder, String... words) {
        assertThatThrownBy(builder::build).isInstanceOf(Misconfigured.class).hasMessageContainingAll(words);
    }

    @Test
    void without_tables_the_message_says_which_is_missing_and_what_creates_it() {
        assertRefused(
                JdbcSessionStore.builder(database),
                "no table latchkey_sessions",
                "SQLState 42S04",
                "createTables()",
                "schema-postgresql.sql");
        assertRefused(JdbcSessionStore.builder(database).tablePrefix("app1_"), "no table app1_sessions");
    }

    @ParameterizedTest
    @ValueSource(strings = {"session_group", "values", "tombstones"})
    void every_table_is_looked_for(String table) throws SQLException {
        JdbcSessionStore.builder(database).createTables().build();
        Rows.execute(database, "DROP TABLE latchkey_" + table);

        assertRefused(JdbcSessionStore.builder(database), "no table latchkey_" + table);
    }

    @Test
    void a_table_without_a_column_is_refused_even_if_the_others_may_be_created() throws SQLException {
        JdbcSessionStore.builder(database).createTables().build();
        Rows.execute(database, "ALTER TABLE latchkey_tombstones DROP COLUMN received_at");

        assertRefused(
                JdbcSessionStore.builder(database).createTables(),
                "table latchkey_tombstones that lacks one of the columns",
                "received_at");
    }

    @Test
    void the_schema_file_creates_what_is_looked_for() throws IOException, SQLException {
        Rows.execute(database, schemaFile());

        assertThat(JdbcSessionStore.builder(database).build().count()).isZero();
    }

    @Test
    void tables_that_are_there_are_left_as_they_are() throws SQLException {
        JdbcSessionStore first =
                JdbcSessionStore.builder(database).createTables().build();
        first.create(Sessions.begun(Instant.now()));

        JdbcSessionStore second =
                JdbcSessionStore.builder(database).createTables().build();
        assertThat(second.count()).isEqualTo(1);
    }

    @Test
    void a_database_that_cannot_be_reached_has_a_message_of_its_own() {
        JdbcDataSource nowhere = H2.unpooled(H2.newDatabase() + ";IFEXISTS=TRUE");

        assertRefused(
                JdbcSessionStore.builder(nowhere).createTables(),
                "Setting 'dataSource' leads to no database that answers",
                "SQLState 90146",
                "when the application starts");
    }

    @Test
    void for_another_product_the_message_names_the_file_to_adapt() {
        JDBCDataSource other = new JDBCDataSource();
        other.setUrl("jdbc:hsqldb:mem:another-product");

        assertRefused(
                JdbcSessionStore.builder(other).createTables(),
                "knows no schema for HSQL Database Engine",
                "adapt dev/latchkey/jdbc/schema-postgresql.sql");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1_", "Latchkey_", "a-b", "a.b", "a b", "x;--", "a_very_long_prefix_of_31_letters"})
    void a_prefix_that_is_no_plain_name_is_refused(String prefix) {
        assertRefused(JdbcSessionStore.builder(database).tablePrefix(prefix), "Setting 'tablePrefix' is '" + prefix);
    }

    @Test
    void a_timeout_is_between_a_second_and_a_minute() {
        assertRefused(JdbcSessionStore.builder(database).timeout(Duration.ZERO), "Setting 'timeout' is PT0S");
        assertRefused(JdbcSessionStore.builder(database).timeout(Duration.ofMillis(999)), "1 s to 1 min");
        assertRefused(JdbcSessionStore.builder(database).timeout(Duration.ofSeconds(61)), "1 s to 1 min");
    }

    @Test
    @SuppressWarnings("NullAway") // That is the point.
    void null_is_refused_at_once_and_by_name() {
        JdbcSessionStoreBuilder builder = JdbcSessionStore.builder(database);

        assertThatThrownBy(() -> JdbcSessionStore.builder(null)).hasMessage("dataSource");
        assertThatThrownBy(() -> builder.tablePrefix(null)).hasMessage("tablePrefix");
        assertThatThrownBy(() -> builder.timeout(null)).hasMessage("timeout");
        assertThatThrownBy(() -> builder.clock(null)).hasMessage("clock");
    }

    @Test
    void nodes_that_start_at_the_same_time_all_start() throws InterruptedException, ExecutionException {
        startTogether(database);
    }

    /** Four nodes, and ten prefixes. */
    static void startTogether(DataSource database) throws InterruptedException, ExecutionException {
        for (int round = 0; round < 10; round++) {
            JdbcSessionStoreBuilder builder = JdbcSessionStore.builder(database)
                    .tablePrefix("round" + round + "_")
                    .createTables();
            assertThat(Together.run(Collections.nCopies(4, () -> builder.build().count())))
                    .containsOnly(0L);
        }
    }
}
