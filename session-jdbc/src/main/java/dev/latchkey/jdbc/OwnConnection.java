package dev.latchkey.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection while it is borrowed; closing it undoes what was set. */
final class OwnConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("dev.latchkey");
    private static final int UNKNOWN = -1;

    private final Connection connection;
    private final boolean autoCommitBefore;
    private final int networkTimeoutBefore;
    private boolean isCommitted;

    /**
     * @param networkTimeout in milliseconds; where the connection has a shorter one, that stays
     */
    OwnConnection(DataSource pool, boolean autoCommit, int networkTimeout) throws SQLException {
        connection = pool.getConnection();
        isCommitted = autoCommit;
        try {
            autoCommitBefore = connection.getAutoCommit();
            networkTimeoutBefore = limit(networkTimeout);
            if (autoCommitBefore != autoCommit) {
                connection.setAutoCommit(autoCommit);
            }
        } catch (SQLException | RuntimeException e) {
            quietly(connection::close);
            throw e;
        }
    }

    Connection get() {
        return connection;
    }

    /** Keeps what was done since it was borrowed, and ends its transaction. */
    void commit() throws SQLException {
        connection.commit();
        isCommitted = true;
    }

    /** Undoes what was not committed and what was set; if that fails, the pool gets no connection that it could use again. */
    @Override
    public void close() {
        try {
            restore();
        } catch (SQLException e) {
            quietly(() -> connection.abort(Runnable::run));
        }
        quietly(connection::close);
    }

    private void restore() throws SQLException {
        if (!isCommitted) {
            connection.rollback();
        }
        if (connection.getAutoCommit() != autoCommitBefore) {
            connection.setAutoCommit(autoCommitBefore);
        }
        if (networkTimeoutBefore != UNKNOWN) {
            connection.setNetworkTimeout(Runnable::run, networkTimeoutBefore);
        }
    }

    /** Answers the limit before, or {@link #UNKNOWN} if it was left alone. */
    private int limit(int networkTimeout) throws SQLException {
        try {
            int before = connection.getNetworkTimeout();
            if (before != 0 && before <= networkTimeout) {
                return UNKNOWN;
            }
            connection.setNetworkTimeout(Runnable::run, networkTimeout);
            return before;
        } catch (SQLFeatureNotSupportedException | AbstractMethodError | UnsupportedOperationException e) {
            return UNKNOWN;
        }
    }

    @FunctionalInterface
    private interface Ending {
        void run() throws SQLException;
    }

    /** What was done is done, or has failed for a better reason. */
    private static void quietly(Ending ending) {
        try {
            ending.run();
        } catch (SQLException e) {
            LOG.debug("A connection of the session database did not end well: {}", DatabaseFailure.describe(e));
        }
    }
}
