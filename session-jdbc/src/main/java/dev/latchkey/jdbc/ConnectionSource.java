package dev.latchkey.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Connections from the pool. After one could not be had, nobody tries for half a second; then one caller does, and until it
 * is through all others fail at once. A failure counts only if nobody got a connection meanwhile: a pool that is merely busy
 * stays open. Thread-safe.
 */
final class ConnectionSource {
    private static final long PAUSE = Duration.ofMillis(500).toNanos();

    /** After that another caller tries: a pool may wait without end for a database that has returned since. */
    private static final long LONGEST_TRY = Duration.ofSeconds(5).toNanos();

    private final DataSource pool;
    private final LongSupplier nanoTime;
    private final AtomicReference<@Nullable Failure> failure = new AtomicReference<>();
    private final AtomicLong successes = new AtomicLong();

    private record Failure(Exception cause, long nextTryAt) {}

    ConnectionSource(DataSource pool, LongSupplier nanoTime) {
        this.pool = pool;
        this.nanoTime = nanoTime;
    }

    Connection get() throws SQLException {
        Failure last = failure.get();
        Failure claim = last == null ? null : claim(last);
        long successesBefore = successes.get();
        try {
            Connection connection = pool.getConnection();
            successes.incrementAndGet();
            failure.set(null);
            return connection;
        } catch (SQLException | RuntimeException e) {
            if (isInterruption(e)) {
                if (claim != null) {
                    failure.compareAndSet(claim, new Failure(claim.cause(), nanoTime.getAsLong()));
                }
            } else if (successes.get() == successesBefore) {
                failure.set(new Failure(e, nanoTime.getAsLong() + PAUSE));
            }
            throw e;
        }
    }

    /** The right to try, if it is time for that and nobody else has it. */
    private Failure claim(Failure last) throws SQLException {
        long now = nanoTime.getAsLong();
        Failure claim = new Failure(last.cause(), now + LONGEST_TRY);
        if (now - last.nextTryAt() < 0 || !failure.compareAndSet(last, claim)) {
            throw new SQLTransientConnectionException("No connection could be had a moment ago", "08001", last.cause());
        }
        return claim;
    }

    /** The caller was told to stop waiting, which says nothing about the database. */
    private static boolean isInterruption(Exception failure) {
        return failure.getCause() instanceof InterruptedException
                || Thread.currentThread().isInterrupted();
    }
}
