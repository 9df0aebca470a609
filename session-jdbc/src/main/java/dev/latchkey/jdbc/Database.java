package dev.latchkey.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Runs each statement as a transaction of its own on a connection of its own, unless {@link #transaction} says otherwise. What
 * the database undid because others were in the way is tried again. Thread-safe.
 */
final class Database {
    private static final int ATTEMPTS = 20;

    private final DataSource pool;
    private final String tablePrefix;
    private final int timeoutSeconds;

    /** What to do on a connection. */
    @FunctionalInterface
    interface Work<T> {
        T on(Statements statements) throws SQLException;
    }

    Database(DataSource pool, String tablePrefix, Duration timeout) {
        this.pool = pool;
        this.tablePrefix = tablePrefix;
        this.timeoutSeconds = Math.toIntExact(timeout.plusNanos(999_999_999).toSeconds());
    }

    /** Runs one statement; the number of changed rows. */
    int update(String sql, Object... parameters) {
        return run(true, statements -> statements.update(sql, parameters));
    }

    /** Inserts a row, unless there is one with its key; tells whether it did. */
    boolean insert(String sql, Object... parameters) {
        return run(true, statements -> {
            try {
                return statements.update(sql, parameters) == 1;
            } catch (SQLException e) {
                if (isOfClass("23", e)) {
                    return false;
                }
                throw e;
            }
        });
    }

    /** All rows. */
    <T> List<T> query(Statements.Row<T> row, String sql, Object... parameters) {
        return run(true, statements -> statements.query(row, sql, parameters));
    }

    /** Does it as one transaction. */
    <T> T transaction(Work<T> work) {
        return run(false, work);
    }

    private <T> T run(boolean autoCommit, Work<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return runOnce(autoCommit, work);
            } catch (SQLException e) {
                if (attempt == ATTEMPTS || !isOfClass("40", e)) {
                    throw new DatabaseFailure(e);
                }
            }
        }
    }

    /** The same without trying again. */
    <T> T runOnce(boolean autoCommit, Work<T> work) throws SQLException {
        // The database should give up before the connection does: then nothing is left waiting there.
        try (OwnConnection own = new OwnConnection(pool, autoCommit, 1000 * (timeoutSeconds + 1))) {
            T done = work.on(new Statements(own.get(), tablePrefix, timeoutSeconds));
            if (!autoCommit) {
                own.commit();
            }
            return done;
        }
    }

    /** How long the database may be silent, in seconds. */
    int timeoutSeconds() {
        return timeoutSeconds;
    }

    /** The first two characters of an SQLState: 23 says that a row is not allowed, 40 that a transaction was undone. */
    private static boolean isOfClass(String sqlStateClass, @Nullable SQLException failure) {
        for (SQLException e = failure; e != null; e = e.getNextException()) {
            String state = e.getSQLState();
            if (state != null && state.startsWith(sqlStateClass)) {
                return true;
            }
        }
        return false;
    }
}
