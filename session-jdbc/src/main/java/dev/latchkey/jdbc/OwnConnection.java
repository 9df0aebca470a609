package dev.latchkey.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection while it is borrowed; closing it undoes what was set. */
final class OwnConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("dev.latchkey");
    private static final int UNKNOWN = -1;

    private final Connection connection;
    private @Nullable Boolean autoCommitBefore;
    private int networkTimeoutBefore = UNKNOWN;
    private boolean isCommitted = true;

    /**
     * @param networkTimeout in milliseconds; where the connection has a shorter one, that stays
     */
    OwnConnection(ConnectionSource source, boolean autoCommit, int networkTimeout) throws SQLException {
        connection = source.get();
        boolean isReady = false;
        try {
            boolean before = connection.getAutoCommit();
            autoCommitBefore = before;
            limit(networkTimeout);
            if (before != autoCommit) {
                connection.setAutoCommit(autoCommit);
            }
            isCommitted = autoCommit;
            isReady = true;
        } finally {
            if (!isReady) {
                close();
            }
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
        } catch (SQLException | RuntimeException e) {
            quietly(() -> connection.abort(Runnable::run));
        } finally {
            quietly(connection::close);
        }
    }

    private void restore() throws SQLException {
        if (!isCommitted) {
            connection.rollback();
        }
        if (autoCommitBefore != null && connection.getAutoCommit() != autoCommitBefore) {
            connection.setAutoCommit(autoCommitBefore);
        }
        if (networkTimeoutBefore != UNKNOWN) {
            connection.setNetworkTimeout(Runnable::run, networkTimeoutBefore);
        }
    }

    private void limit(int networkTimeout) throws SQLException {
        try {
            int before = connection.getNetworkTimeout();
            if (before == 0 || before > networkTimeout) {
                networkTimeoutBefore = before;
                connection.setNetworkTimeout(Runnable::run, networkTimeout);
            }
        } catch (SQLFeatureNotSupportedException | AbstractMethodError | UnsupportedOperationException e) {
            networkTimeoutBefore = UNKNOWN;
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
        } catch (RuntimeException | AbstractMethodError e) {
            LOG.debug("A connection of the session database did not end well.", e);
        }
    }
}
