package dev.latchkey.jdbc;

import dev.latchkey.store.NewSession;
import dev.latchkey.store.RevocableSessionStore;
import dev.latchkey.store.SessionContent;
import dev.latchkey.store.SessionGroup;
import dev.latchkey.store.StoredSession;
import dev.latchkey.store.Tombstone;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Sessions in a relational database, shared by all nodes that use it. It holds hashes and sealed bytes, and says nothing
 * about users. What the store does is committed at once on connections of its own, and has no part in transactions of the
 * application; the data source must not be one that joins them. Thread-safe.
 *
 * <p>A login commits session and groups, then reads the tombstones; a logout commits its tombstone, then reads which
 * sessions the group has. Each of these reads is a transaction of its own and sees, at whatever isolation level, all that was
 * committed before it began. If the logout does not see the session, it read before the login committed, and had
 * committed its tombstone earlier still; the login, which reads later, sees that. So one of them removes the session.
 *
 * <p>A method that the database fails throws an unchecked exception, after the {@linkplain JdbcSessionStoreBuilder#timeout
 * timeout} at the latest, which is counted for each statement. After no connection could be had, all throw at once for half
 * a second; then one tries again, and the others throw at once until it is through.
 */
public final class JdbcSessionStore implements RevocableSessionStore {
    private final Database database;
    private final Tombstones tombstones;
    private final JdbcValues values;
    private final Sweeper sweeper;
    private final InstantSource clock;

    JdbcSessionStore(Database database, String product, InstantSource clock) {
        this.database = database;
        this.tombstones = new Tombstones(database, clock);
        this.values = new JdbcValues(database, clock);
        this.sweeper = new Sweeper(database, product, clock);
        this.clock = clock;
    }

    /**
     * A store in this database.
     *
     * @param dataSource best a pool; every call takes one connection at a time from it
     */
    public static JdbcSessionStoreBuilder builder(DataSource dataSource) {
        return new JdbcSessionStoreBuilder(dataSource);
    }

    @Override
    public @Nullable StoredSession find(String key) {
        List<StoredSession> found = database.query(
                JdbcSessionStore::session,
                "SELECT session_key, version, expires_at, content FROM latchkey_sessions"
                        + " WHERE session_key = ? AND expires_at > ?",
                key,
                clock.millis());
        return found.isEmpty() ? null : found.get(0);
    }

    @Override
    public boolean create(NewSession created) {
        insert(created);
        if (tombstones.stop(created)) {
            end(created.session().key());
            return false;
        }
        sweeper.sweepIfDue();
        return true;
    }

    private void insert(NewSession created) {
        StoredSession session = created.session();
        byte[] content = session.content().sealed();
        List<Object[]> groups = created.groups().stream()
                .distinct()
                .map(group -> new Object[] {group.key(), session.key()})
                .toList();
        database.transaction(statements -> {
            statements.update(
                    "INSERT INTO latchkey_sessions (session_key, version, expires_at, content) VALUES (?, ?, ?, ?)",
                    session.key(),
                    session.version(),
                    session.expiresAt().toEpochMilli(),
                    content);
            return statements.updateEach(
                    "INSERT INTO latchkey_session_group (group_key, session_key) VALUES (?, ?)", groups);
        });
    }

    @Override
    public boolean replaceIfVersion(StoredSession session, long version) {
        int replaced = database.update(
                "UPDATE latchkey_sessions SET version = ?, expires_at = ?, content = ?"
                        + " WHERE session_key = ? AND version = ?",
                session.version(),
                session.expiresAt().toEpochMilli(),
                session.content().sealed(),
                session.key(),
                version);
        return replaced > 0;
    }

    @Override
    public void end(String key) {
        delete(key);
    }

    private int delete(String key) {
        return database.update("DELETE FROM latchkey_sessions WHERE session_key = ?", key);
    }

    @Override
    public void tombstone(SessionGroup group, Tombstone tombstone, Instant until) {
        tombstones.put(group, tombstone, until);
    }

    /** Deletes one session after the other: whoever locks one row at a time is in nobody's way. */
    @Override
    public int endAll(SessionGroup group) {
        List<String> keys = database.query(
                row -> row.getString(1),
                "SELECT session_key FROM latchkey_session_group WHERE group_key = ?",
                group.key());
        return keys.stream().mapToInt(this::delete).sum();
    }

    @Override
    public List<StoredSession> findAll(SessionGroup group) {
        return database.query(
                JdbcSessionStore::session,
                "SELECT s.session_key, s.version, s.expires_at, s.content"
                        + " FROM latchkey_session_group g JOIN latchkey_sessions s ON s.session_key = g.session_key"
                        + " WHERE g.group_key = ? AND s.expires_at > ?",
                group.key(),
                clock.millis());
    }

    /** Counts the rows that have not expired, by their index. */
    @Override
    public long count() {
        return database.query(
                        row -> row.getLong(1),
                        "SELECT COUNT(*) FROM latchkey_sessions WHERE expires_at > ?",
                        clock.millis())
                .get(0);
    }

    @Override
    public byte @Nullable [] value(String name) {
        return values.value(name);
    }

    @Override
    public boolean putIfAbsent(String name, byte[] value, Instant until) {
        return values.putIfAbsent(name, value, until);
    }

    @Override
    public boolean remove(String name, byte[] value) {
        return values.remove(name, value);
    }

    /**
     * Deletes everything that has expired, at most 500 rows in one transaction. New sessions cause that too, so no job has
     * to call it; one that does, at quiet hours, saves them the work.
     *
     * @return how many rows there were: sessions, values and tombstones
     */
    public int sweep() {
        return sweeper.sweep();
    }

    private static StoredSession session(ResultSet row) throws SQLException {
        return new StoredSession(
                row.getString(1),
                row.getLong(2),
                Instant.ofEpochMilli(row.getLong(3)),
                SessionContent.ofSealed(JdbcValues.bytes(row, 4)));
    }
}
