package dev.latchkey.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.latchkey.store.NewSession;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The store's transactions are not the application's. */
class OwnConnectionTest {
    private final String url = H2.newDatabase();
    private final NewSession begun = Sessions.begun(Instant.now());
    private final String key = begun.session().key();

    @Test
    void a_session_stays_when_the_application_rolls_back() throws SQLException {
        try (HikariDataSource pool = H2.pool(url)) {
            JdbcSessionStore store =
                    JdbcSessionStore.builder(pool).createTables().build();
            Rows.execute(pool, "CREATE TABLE orders (number INT)");
            try (Connection application = pool.getConnection()) {
                application.setAutoCommit(false);
                application.prepareStatement("INSERT INTO orders VALUES (1)").executeUpdate();
                store.create(begun);
                application.rollback();
            }

            assertThat(store.find(key)).isNotNull();
            assertThat(Rows.count(pool, "orders")).isZero();
        }
    }

    @Test
    void an_ended_session_stays_ended_when_the_application_rolls_back() throws SQLException {
        try (HikariDataSource pool = H2.pool(url)) {
            JdbcSessionStore store =
                    JdbcSessionStore.builder(pool).createTables().build();
            store.create(begun);
            try (Connection application = pool.getConnection()) {
                application.setAutoCommit(false);
                store.endAll(Sessions.ALICE);
                application.rollback();
            }

            assertThat(store.find(key)).isNull();
        }
    }

    @Test
    void a_pool_whose_connections_do_not_commit_by_themselves_loses_nothing() throws SQLException {
        try (HikariDataSource pool = H2.pool(url)) {
            pool.setAutoCommit(false);
            JdbcSessionStore store =
                    JdbcSessionStore.builder(pool).createTables().build();
            store.create(begun);
            store.replaceIfVersion(begun.session().changed(begun.endsAt(), Sessions.content("second")), 0);
        }

        JdbcSessionStore later = JdbcSessionStore.builder(H2.unpooled(url)).build();
        assertThat(later.find(key)).isNotNull().extracting("version").isEqualTo(1L);
    }

    @Test
    void a_connection_goes_back_as_it_was_found() throws SQLException {
        for (boolean autoCommit : new boolean[] {true, false}) {
            try (Connection connection = H2.unpooled(url).getConnection()) {
                connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
                connection.setAutoCommit(autoCommit);
                JdbcSessionStore store = JdbcSessionStore.builder(new OneConnection(connection))
                        .createTables()
                        .build();
                store.create(Sessions.begun(Instant.now(), Duration.ofHours(1)));
                store.count();

                assertThat(connection.getAutoCommit()).isEqualTo(autoCommit);
                assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
            }
        }
    }
}
