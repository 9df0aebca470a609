package dev.latchkey.jdbc;

import java.time.InstantSource;
import java.util.List;
import java.util.Set;
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
    private static final Set<String> PRODUCTS_WITH_LIMIT = Set.of("MySQL", "MariaDB", "SQLite");
    private static final List<Table> TABLES = List.of(
            new Table("latchkey_sessions", "session_key"),
            new Table("latchkey_values", "name"),
            new Table("latchkey_tombstones", "group_key"));

    private final Database database;
    private final String oneBatch;
    private final InstantSource clock;
    private final AtomicLong due = new AtomicLong(Long.MIN_VALUE);

    private record Table(String name, String key) {}

    private record Batch(int found, int deleted) {
        boolean isFull() {
            return found == BATCH;
        }
    }

    Sweeper(Database database, String product, InstantSource clock) {
        this.database = database;
        // Soonest first, by the index: without an order, what was deleted before may be walked through again each time.
        this.oneBatch = " WHERE expires_at <= ? ORDER BY expires_at "
                + (PRODUCTS_WITH_LIMIT.contains(product)
                        ? "LIMIT " + BATCH
                        : "OFFSET 0 ROWS FETCH NEXT " + BATCH + " ROWS ONLY");
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
            boolean isMore = false;
            for (Table table : TABLES) {
                isMore |= batch(table, now).isFull();
            }
            if (isMore) {
                due.set(now);
            }
        } catch (RuntimeException e) {
            LOG.warn("Expired sessions could not be deleted; the next try is in a minute. {}", e.getMessage());
        }
    }

    /** Deletes everything that has expired by now; the number of rows. */
    int sweep() {
        int rows = 0;
        long now = clock.millis();
        for (Table table : TABLES) {
            Batch batch;
            do {
                batch = batch(table, now);
                rows += batch.deleted();
            } while (batch.isFull());
        }
        return rows;
    }

    /** Meanwhile a session may have been prolonged; then it is left alone. */
    private Batch batch(Table table, long now) {
        List<String> expired = database.query(
                row -> row.getString(1), "SELECT " + table.key() + " FROM " + table.name() + oneBatch, now);
        if (expired.isEmpty()) {
            return new Batch(0, 0);
        }
        List<Object[]> each =
                expired.stream().sorted().map(name -> new Object[] {name, now}).toList();
        int deleted = database.transaction(statements -> statements.updateEach(
                "DELETE FROM " + table.name() + " WHERE " + table.key() + " = ? AND expires_at <= ?", each));
        return new Batch(expired.size(), deleted);
    }
}
