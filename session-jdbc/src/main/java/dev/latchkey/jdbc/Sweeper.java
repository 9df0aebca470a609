package dev.latchkey.jdbc;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what has expired, at most 500 rows of a table in one transaction. They are locked in the order of their keys, so
 * that two nodes never wait for each other. Thread-safe.
 */
final class Sweeper {
    static final int BATCH = 500;

    private static final Logger LOG = LoggerFactory.getLogger("dev.latchkey");
    private static final long EVERY_MILLIS = 60_000;
    private static final Map<String, String> KEYS_BY_TABLE = Map.of(
            "latchkey_sessions", "session_key",
            "latchkey_values", "name",
            "latchkey_tombstones", "group_key");

    private final Database database;
    private final InstantSource clock;
    private final AtomicLong due = new AtomicLong(Long.MIN_VALUE);

    Sweeper(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Deletes one batch of each table, once a minute, and at once again if there was more. Never throws. */
    void sweepIfDue() {
        long now = clock.millis();
        long dueBefore = due.get();
        if (now < dueBefore || !due.compareAndSet(dueBefore, now + EVERY_MILLIS)) {
            return;
        }
        try {
            for (Map.Entry<String, String> table : KEYS_BY_TABLE.entrySet()) {
                if (batch(table.getKey(), table.getValue(), now).isFull()) {
                    due.set(now);
                }
            }
        } catch (RuntimeException e) {
            LOG.warn("Expired sessions could not be deleted; the next try is in a minute. {}", e.getMessage());
        }
    }

    /** Deletes everything that has expired by now; the number of rows. */
    int sweep() {
        int rows = 0;
        long now = clock.millis();
        for (Map.Entry<String, String> table : KEYS_BY_TABLE.entrySet()) {
            Batch batch;
            do {
                batch = batch(table.getKey(), table.getValue(), now);
                rows += batch.deleted();
            } while (batch.isFull());
        }
        return rows;
    }

    private record Batch(int found, int deleted) {
        boolean isFull() {
            return found == BATCH;
        }
    }

    /** Meanwhile a session may have been prolonged; then it is left alone. */
    private Batch batch(String table, String key, long now) {
        List<String> expired = database.query(
                BATCH, row -> row.getString(1), "SELECT " + key + " FROM " + table + " WHERE expires_at <= ?", now);
        if (expired.isEmpty()) {
            return new Batch(0, 0);
        }
        List<Object[]> each =
                expired.stream().sorted().map(name -> new Object[] {name, now}).toList();
        int deleted = database.transaction(statements ->
                statements.updateEach("DELETE FROM " + table + " WHERE " + key + " = ? AND expires_at <= ?", each));
        return new Batch(expired.size(), deleted);
    }
}
