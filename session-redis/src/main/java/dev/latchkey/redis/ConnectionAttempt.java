package dev.latchkey.redis;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One try to connect, and what became of it; shared by all who need a connection. Thread-safe. */
final class ConnectionAttempt {
    private final CompletableFuture<Connection> outcome = new CompletableFuture<>();
    private final @Nullable Throwable failedBefore;
    private volatile @Nullable Failure failure;

    private record Failure(Throwable cause, long at) {}

    /** An attempt; with why the one before it failed, if that is so. */
    ConnectionAttempt(@Nullable Throwable failedBefore) {
        this.failedBefore = failedBefore;
    }

    /** One whose connection was lost later. */
    static ConnectionAttempt lost(Throwable cause) {
        ConnectionAttempt lost = new ConnectionAttempt(cause);
        lost.outcome.completeExceptionally(cause);
        return lost;
    }

    void begin(Servers servers, Duration limit) {
        try {
            servers.connect().whenComplete((connection, problem) -> {
                if (problem != null) {
                    fail(Replies.cause(problem));
                } else if (!outcome.complete(connection)) {
                    connection.close();
                }
            });
            CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(() -> fail(new TimeoutException("No connection within " + limit.toMillis() + " ms")));
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private void fail(Throwable cause) {
        if (outcome.completeExceptionally(cause)) {
            failure = new Failure(cause, System.nanoTime());
        }
    }

    boolean isUnderWay() {
        return !outcome.isDone();
    }

    /** The connection, if it was made and did not break. */
    @Nullable
    Connection open() {
        Connection made = made();
        return made != null && made.isOpen() ? made : null;
    }

    /** The connection, if it was made. */
    @Nullable
    Connection made() {
        return outcome.isDone() && !outcome.isCompletedExceptionally() ? outcome.join() : null;
    }

    /** Why there is no connection, as far as that is known before this attempt ends; null if one was made. */
    @Nullable
    Throwable problem() {
        Failure own = failure;
        if (own != null) {
            return own.cause();
        }
        return made() == null ? failedBefore : null;
    }

    boolean failedWithin(long nanos) {
        Failure own = failure;
        return own != null && System.nanoTime() - own.at() < nanos;
    }

    /** Waits until it ends. */
    Connection await() throws ExecutionException, InterruptedException {
        return outcome.get();
    }
}
