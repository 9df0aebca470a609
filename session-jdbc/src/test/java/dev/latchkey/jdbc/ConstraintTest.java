package dev.latchkey.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.store.Tombstone;
import java.sql.SQLException;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A row that the database refuses need not be there already. */
@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConstraintTest {
    private static final byte[] VALUE = "value".getBytes(UTF_8);
    private static final String TOMBSTONE = "INSERT INTO latchkey_tombstones"
            + " (group_key, issued_at, received_at, expires_at) VALUES ('" + Sessions.ALICE.key() + "', 1, 1, 1)";

    private final JdbcDataSource database = H2.unpooled(H2.newDatabase());
    private final Instant now = Instant.now();

    @BeforeEach
    void createTables() {
        JdbcSessionStore.builder(database).createTables().build();
    }

    private static JdbcSessionStore store(DataSource dataSource) {
        return JdbcSessionStore.builder(dataSource).build();
    }

    private void tombstone(JdbcSessionStore store) {
        store.tombstone(Sessions.ALICE, new Tombstone(now, now), now.plusSeconds(60));
    }

    private static void assertFails(ThrowingCallable call, String words) {
        assertThatThrownBy(call).isInstanceOf(DatabaseFailure.class).hasMessageContaining(words);
    }

    @Test
    void a_tombstone_that_another_constraint_refuses_is_a_failure() throws SQLException {
        Rows.execute(database, "ALTER TABLE latchkey_tombstones ADD CHECK (group_key = 'another')");

        assertFails(() -> tombstone(store(database)), "SQLState 23513");
    }

    @Test
    void a_value_that_another_constraint_refuses_is_a_failure_and_not_taken_for_one_that_is_there()
            throws SQLException {
        Rows.execute(database, "ALTER TABLE latchkey_values ADD CHECK (name = 'another')");

        assertFails(() -> store(database).putIfAbsent("test:name", VALUE, now.plusSeconds(60)), "SQLState 23513");
    }

    @Test
    void a_value_that_is_removed_while_another_node_looks_for_it_can_be_put() throws SQLException {
        JdbcSessionStore first = store(database);
        first.putIfAbsent("test:name", VALUE, now.plusSeconds(60));
        JdbcSessionStore second = store(Hooked.connections(database, call -> {
            if (call.startsWith("prepareStatement SELECT name FROM latchkey_values")) {
                first.remove("test:name", VALUE);
            }
        }));

        assertThat(second.putIfAbsent("test:name", VALUE, now.plusSeconds(60))).isTrue();
        assertThat(second.putIfAbsent("test:other", VALUE, now.plusSeconds(60))).isTrue();
    }

    @Test
    void a_tombstone_that_is_there_and_not_there_by_turns_is_a_failure_at_last() throws SQLException {
        JdbcSessionStore store = store(Hooked.connections(database, call -> {
            if (call.startsWith("prepareStatement UPDATE latchkey_tombstones")) {
                Rows.execute(database, "DELETE FROM latchkey_tombstones");
            } else if (call.startsWith("prepareStatement INSERT INTO latchkey_tombstones")) {
                Rows.execute(database, TOMBSTONE);
            }
        }));

        assertFails(() -> tombstone(store), "a tombstone could be neither changed nor inserted");
    }
}
