package dev.latchkey.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import javax.sql.DataSource;

/** A connection while it is borrowed; closing it undoes what was set. */
final class OwnConnection implements AutoCloseable {
    private static final int UNKNOWN = -1;

    private final Connection connection;
    private final boolean autoCommitBefore;
    private final int networkTimeoutBefore;

    /**
     * @param networkTimeout in milliseconds; where the connection has a shorter one, that stays
     */
    OwnConnection(DataSource pool, boolean autoCommit, int networkTimeout) throws SQLException {
        connection = pool.getConnection();
        try {
            autoCommitBefore = connection.getAutoCommit();
            networkTimeoutBefore = limit(networkTimeout);
            if (autoCommitBefore != autoCommit) {
                connection.setAutoCommit(autoCommit);
            }
        } catch (SQLException | RuntimeException e) {
            closeQuietly(e);
            throw e;
        }
    }

    Connection get() {
        return connection;
    }

    @Override
    public void close() throws SQLException {
        try (connection) {
            if (connection.getAutoCommit() != autoCommitBefore) {
                connection.setAutoCommit(autoCommitBefore);
            }
            if (networkTimeoutBefore != UNKNOWN) {
                connection.setNetworkTimeout(Runnable::run, networkTimeoutBefore);
            }
        } catch (SQLException e) {
            // The pool must not hand it out again as it is now.
            connection.abort(Runnable::run);
            throw e;
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

    private void closeQuietly(Exception because) {
        try {
            connection.close();
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
    }
}
