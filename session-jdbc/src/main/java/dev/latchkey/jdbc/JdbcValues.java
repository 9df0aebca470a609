package dev.latchkey.jdbc;

import dev.latchkey.store.SharedValues;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values that all nodes see, in a table of their own. Thread-safe. */
final class JdbcValues implements SharedValues {
    private final Database database;
    private final InstantSource clock;

    JdbcValues(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public byte @Nullable [] value(String name) {
        List<byte[]> found = database.query(
                row -> bytes(row, 1),
                "SELECT content FROM latchkey_values WHERE name = ? AND expires_at > ?",
                name,
                clock.millis());
        return found.isEmpty() ? null : found.get(0);
    }

    /** Whoever finds the name taken by something that has expired frees it, and tries again. */
    @Override
    public boolean putIfAbsent(String name, byte[] value, Instant until) {
        String present = "SELECT name FROM latchkey_values WHERE name = ?";
        String insert = "INSERT INTO latchkey_values (name, content, expires_at) VALUES (?, ?, ?)";
        while (!database.insert(present, insert, name, value, until.toEpochMilli())) {
            int freed = database.update(
                    "DELETE FROM latchkey_values WHERE name = ? AND expires_at <= ?", name, clock.millis());
            if (freed == 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean remove(String name, byte[] value) {
        int removed = database.update(
                "DELETE FROM latchkey_values WHERE name = ? AND content = ? AND expires_at > ?",
                name,
                value,
                clock.millis());
        return removed > 0;
    }

    /** Some databases keep empty bytes as NULL. */
    static byte[] bytes(ResultSet row, int column) throws SQLException {
        byte[] bytes = row.getBytes(column);
        return bytes == null ? new byte[0] : bytes;
    }
}
