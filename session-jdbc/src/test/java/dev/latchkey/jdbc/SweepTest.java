package dev.latchkey.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.latchkey.store.NewSession;
import dev.latchkey.store.Tombstone;
import dev.latchkey.testing.store.SettableClock;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What has expired is deleted by whoever comes after. */
class SweepTest {
    private final SettableClock clock = new SettableClock();
    private final HikariDataSource database = H2.pool(H2.newDatabase());
    private final JdbcSessionStore store =
            JdbcSessionStore.builder(database).createTables().clock(clock).build();

    @AfterEach
    void close() {
        database.close();
    }

    private void begin(int sessions, Duration life) {
        for (int i = 0; i < sessions; i++) {
            store.create(Sessions.begun(clock.instant(), life));
        }
    }

    private void beginMany(int sessions) throws SQLException {
        Rows.execute(
                database,
                "INSERT INTO latchkey_sessions (session_key, version, expires_at, content) SELECT LPAD(X, 43, 'x'), 0, "
                        + clock.instant().plusSeconds(30).toEpochMilli() + ", X'00' FROM SYSTEM_RANGE(1, " + sessions
                        + ")");
    }

    private long rows() throws SQLException {
        return Rows.count(database, "latchkey_sessions");
    }

    @Test
    void a_new_session_deletes_what_has_expired_and_nothing_else() throws SQLException {
        begin(3, Duration.ofMinutes(5));
        store.putIfAbsent(
                "test:" + UUID.randomUUID(), new byte[1], clock.instant().plusSeconds(5));
        store.putIfAbsent(
                "test:" + UUID.randomUUID(), new byte[1], clock.instant().plusSeconds(5000));
        store.tombstone(
                Sessions.ALICE,
                new Tombstone(clock.instant(), clock.instant()),
                clock.instant().plusSeconds(5));
        clock.pass(Duration.ofMinutes(5));
        begin(1, Duration.ofMinutes(30));

        assertThat(rows()).isEqualTo(1);
        assertThat(Rows.count(database, "latchkey_session_group")).isEqualTo(1);
        assertThat(Rows.count(database, "latchkey_values")).isEqualTo(1);
        assertThat(Rows.count(database, "latchkey_tombstones")).isZero();
    }

    @Test
    void that_happens_once_a_minute() throws SQLException {
        begin(1, Duration.ofSeconds(1));
        clock.pass(Duration.ofSeconds(59));
        begin(1, Duration.ofMinutes(30));
        assertThat(rows()).isEqualTo(2);

        clock.pass(Duration.ofSeconds(1));
        begin(1, Duration.ofMinutes(30));
        assertThat(rows()).isEqualTo(2);
    }

    @Test
    void a_new_session_deletes_one_batch_and_if_that_was_full_the_next_one_goes_on() throws SQLException {
        beginMany(2 * Sweeper.BATCH + 1);
        clock.pass(Duration.ofMinutes(1));

        begin(1, Duration.ofMinutes(30));
        assertThat(rows()).isEqualTo(Sweeper.BATCH + 2);
        begin(1, Duration.ofMinutes(30));
        assertThat(rows()).isEqualTo(1 + 2);
        begin(1, Duration.ofMinutes(30));
        assertThat(rows()).isEqualTo(3);
    }

    @Test
    void a_job_deletes_everything_that_has_expired() throws SQLException {
        beginMany(2 * Sweeper.BATCH + 1);
        begin(2, Duration.ofMinutes(30));
        clock.pass(Duration.ofSeconds(30));

        assertThat(store.sweep()).isEqualTo(2 * Sweeper.BATCH + 1);
        assertThat(store.sweep()).isZero();
        assertThat(rows()).isEqualTo(2);
    }

    @Test
    void a_login_succeeds_when_nothing_can_be_deleted_and_one_warning_says_so() throws SQLException {
        Rows.execute(database, "DROP TABLE latchkey_values");
        NewSession first = Sessions.begun(clock.instant());
        NewSession second = Sessions.begun(clock.instant());

        try (CapturedLog log = new CapturedLog()) {
            assertThat(store.create(first)).isTrue();
            assertThat(store.create(second)).isTrue();
            assertThat(log.warnings()).singleElement().asString().contains("could not be deleted", "SQLState 42S02");
        }
        assertThat(store.find(first.session().key())).isNotNull();
        assertThat(store.find(second.session().key())).isNotNull();
    }
}
