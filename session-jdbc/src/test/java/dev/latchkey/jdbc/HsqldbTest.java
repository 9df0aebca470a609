package dev.latchkey.jdbc;

import dev.latchkey.store.RevocableSessionStore;
import dev.latchkey.testing.store.RevocableSessionStoreContract;
import java.sql.SQLException;
import org.hsqldb.jdbc.JDBCDataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A database that the store has no schema for; the tables are created by hand. */
class HsqldbTest extends RevocableSessionStoreContract {
    private static final JDBCDataSource DATA_SOURCE = new JDBCDataSource();

    private RevocableSessionStore store;
    private RevocableSessionStore otherNode;

    @BeforeAll
    static void createTables() throws SQLException {
        DATA_SOURCE.setUrl("jdbc:hsqldb:mem:sessions;hsqldb.tx=mvcc");
        Rows.execute(
                DATA_SOURCE,
                "CREATE TABLE latchkey_sessions (session_key VARCHAR(43) PRIMARY KEY, version BIGINT NOT NULL,"
                        + " expires_at BIGINT NOT NULL, content VARBINARY(1048576) NOT NULL)",
                "CREATE TABLE latchkey_session_group (group_key VARCHAR(43), session_key VARCHAR(43)"
                        + " REFERENCES latchkey_sessions ON DELETE CASCADE, PRIMARY KEY (group_key, session_key))",
                "CREATE TABLE latchkey_values (name VARCHAR(200) PRIMARY KEY, content VARBINARY(1048576) NOT NULL,"
                        + " expires_at BIGINT NOT NULL)",
                "CREATE TABLE latchkey_tombstones (group_key VARCHAR(43) PRIMARY KEY, issued_at BIGINT NOT NULL,"
                        + " received_at BIGINT NOT NULL, expires_at BIGINT NOT NULL)");
    }

    @BeforeEach
    void build() {
        store = JdbcSessionStore.builder(DATA_SOURCE).clock(clock).build();
        otherNode = JdbcSessionStore.builder(DATA_SOURCE).clock(clock).build();
    }

    @Override
    protected RevocableSessionStore store() {
        return store;
    }

    @Override
    protected RevocableSessionStore otherNode() {
        return otherNode;
    }
}
