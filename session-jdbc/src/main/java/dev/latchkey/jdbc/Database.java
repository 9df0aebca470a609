package dev.latchkey.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Runs each statement as a transaction of its own on a connection of its own, unless {@link #transaction} says otherwise. What
 * the database undid because others were in the way is tried again. Thread-safe.
 */
final class Database {
    /** How often others may be in the way. */
    static final int ATTEMPTS = 20;

    private final ConnectionSource connections;
    private final String tablePrefix;
    private final int timeoutSeconds;

    /** What to do on a connection. */
    @FunctionalInterface
    interface Work<T> {
        T on(Statements statements) throws SQLException;
    }

    Database(DataSource pool, String tablePrefix, Duration timeout) {
        this.connections = new ConnectionSource(pool, System::nanoTime);
        this.tablePrefix = tablePrefix;
        this.timeoutSeconds = Math.toIntExact(timeout.plusNanos(999_999_999).toSeconds());
    }

    /** Runs one statement; the number of changed rows. */
    int update(String sql, Object... parameters) {
        return run(true, statements -> statements.update(sql, parameters));
    }

    /**
     * Inserts a row, unless there is one with its key; tells whether it did. A row that the database refuses although none is
     * there may just have been deleted by others, so it is tried again, and in the end a failure.
     *
     * @param present selects the row that has the first parameter as its key
     */
    boolean insert(String present, String sql, Object... parameters) {
        return run(true, statements -> {
            for (int attempt = 1; ; attempt++) {
                try {
                    return statements.update(sql, parameters) == 1;
                } catch (SQLException e) {
                    if (!isRefusedRow(e)) {
                        throw e;
                    }
                    if (!statements.query(row -> true, present, parameters[0]).isEmpty()) {
                        return false;
                    }
                    if (attempt == ATTEMPTS) {
                        throw e;
                    }
                }
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
                if (attempt == ATTEMPTS || !isUndone(e)) {
                    throw new DatabaseFailure(e);
                }
            }
        }
    }

    /** The same without trying again. */
    <T> T runOnce(boolean autoCommit, Work<T> work) throws SQLException {
        // The database should give up before the connection does: then nothing is left waiting there.
        try (OwnConnection own = new OwnConnection(connections, autoCommit, 1000 * (timeoutSeconds + 1))) {
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

    private static boolean isRefusedRow(SQLException failure) {
        return states(failure).anyMatch(state -> state.startsWith("23"));
    }

    /** Was a transaction undone because of others? Not if a constraint did it, or if nobody knows whether it was committed. */
    private static boolean isUndone(SQLException failure) {
        return states(failure).anyMatch(state -> state.startsWith("40"))
                && states(failure).noneMatch(Set.of("40002", "40003")::contains);
    }

    /** The SQLStates of a failure and those chained to it. */
    private static Stream<String> states(SQLException failure) {
        return Stream.iterate(failure, Objects::nonNull, SQLException::getNextException)
                .map(SQLException::getSQLState)
                .filter(Objects::nonNull);
    }
}
