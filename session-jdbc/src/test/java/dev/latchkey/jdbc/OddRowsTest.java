package dev.latchkey.jdbc;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.store.NewSession;
import dev.latchkey.store.StoredSession;
import java.sql.SQLException;
import java.time.Instant;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows that the store did not write, or not like this. */
class OddRowsTest {
    private final JdbcDataSource database = H2.unpooled(H2.newDatabase());
    private final JdbcSessionStore store =
            JdbcSessionStore.builder(database).createTables().build();
    private final NewSession sound = Sessions.begun(Instant.now());

    @BeforeEach
    void begin() {
        store.create(sound);
    }

    private StoredSession odd(String version, String expiresAt, String content) throws SQLException {
        String key = Sessions.newKey();
        Rows.execute(
                database,
                "ALTER TABLE latchkey_sessions ALTER COLUMN content SET NULL",
                "INSERT INTO latchkey_sessions (session_key, version, expires_at, content) VALUES ('" + key + "', "
                        + version + ", " + expiresAt + ", " + content + ")",
                "INSERT INTO latchkey_session_group (group_key, session_key) VALUES ('" + Sessions.ALICE.key() + "', '"
                        + key + "')");
        return requireNonNull(store.find(key));
    }

    @Test
    void odd_versions_times_and_contents_are_handed_over_and_harm_no_other_session() throws SQLException {
        assertThat(odd("-7", "9223372036854775807", "X'00'").version()).isEqualTo(-7);
        assertThat(odd("9223372036854775807", "9000000000000000000", "X'FF00'")
                        .content()
                        .sealed())
                .containsExactly(0xFF, 0);
        assertThat(odd("0", "9000000000000000000", "X''").content().sealed()).isEmpty();
        assertThat(odd("0", "9000000000000000000", "NULL").content().sealed()).isEmpty();

        assertThat(store.find(sound.session().key())).isNotNull();
        assertThat(store.findAll(Sessions.ALICE)).hasSize(5);
        assertThat(store.count()).isEqualTo(5);
        assertThat(store.endAll(Sessions.ALICE)).isEqualTo(5);
    }

    @Test
    void a_key_that_is_there_already_is_refused_and_the_session_under_it_stays() {
        assertThatThrownBy(() -> store.create(sound))
                .isInstanceOf(DatabaseFailure.class)
                .hasMessage("The session database failed: JdbcSQLIntegrityConstraintViolationException, SQLState 23505,"
                        + " code 23505.");
        assertThat(store.find(sound.session().key())).isNotNull();
    }

    @Test
    void a_failure_tells_neither_sql_nor_values() throws SQLException {
        Rows.execute(database, "DROP TABLE latchkey_values");

        assertThatThrownBy(() -> store.value("the-name-of-a-value"))
                .isInstanceOf(DatabaseFailure.class)
                .hasNoCause()
                .hasMessageNotContaining("the-name-of-a-value")
                .hasMessageNotContaining("SELECT");
    }

    @Test
    void a_failed_login_leaves_nothing_behind() throws SQLException {
        Rows.execute(
                database,
                "ALTER TABLE latchkey_session_group ADD CHECK (session_key = '"
                        + sound.session().key() + "')");
        NewSession refused = Sessions.begun(Instant.now());

        assertThatThrownBy(() -> store.create(refused)).isInstanceOf(DatabaseFailure.class);
        assertThat(store.find(refused.session().key())).isNull();
    }
}
