package dev.latchkey.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisException;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The one connection, made when it is first needed and again when it broke. Whoever needs it while it is first being made
 * waits for it, within limits. After a failure nobody tries for half a second; then one caller does, and until it is through
 * all others fail at once, as they did before. Thread-safe.
 */
final class Link {
    private static final long PAUSE = Duration.ofMillis(500).toNanos();

    private final Servers servers;
    private final RedisSettings settings;
    private final AtomicReference<@Nullable ConnectionAttempt> current = new AtomicReference<>();
    private volatile boolean closed;

    Link(Servers servers, RedisSettings settings) {
        this.servers = servers;
        this.settings = settings;
    }

    /** Commands that only read; if the connection breaks, they are sent once more. */
    <T extends @Nullable Object> T read(
            Function<RedisClusterAsyncCommands<byte[], byte[]>, ? extends CompletionStage<T>> work) {
        try {
            return answer(connection(), work);
        } catch (BrokenConnection broken) {
            return write(work);
        }
    }

    /** Commands that are sent once. If they fail, what they did is unknown. */
    <T extends @Nullable Object> T write(
            Function<RedisClusterAsyncCommands<byte[], byte[]>, ? extends CompletionStage<T>> work) {
        try {
            return answer(connection(), work);
        } catch (BrokenConnection broken) {
            throw failure("broke the connection", broken.getCause());
        }
    }

    private <T extends @Nullable Object> T answer(
            Connection connection,
            Function<RedisClusterAsyncCommands<byte[], byte[]>, ? extends CompletionStage<T>> work)
            throws BrokenConnection {
        long sentAt = System.nanoTime();
        try {
            // Each command has its own limit; this one is for whatever that does not cover.
            T answer = work.apply(connection.commands())
                    .toCompletableFuture()
                    .get(settings.commandTimeout().multipliedBy(3).toMillis() + 1, TimeUnit.MILLISECONDS);
            connection.heard();
            return answer;
        } catch (ExecutionException e) {
            throw refused(connection, sentAt, Replies.cause(e.getCause() == null ? e : e.getCause()));
        } catch (TimeoutException | RedisException e) {
            throw refused(connection, sentAt, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure("was not waited for: the thread was interrupted", e);
        }
    }

    private RuntimeException refused(Connection connection, long sentAt, Throwable cause) throws BrokenConnection {
        if (cause instanceof TimeoutException || cause instanceof RedisCommandTimeoutException) {
            if (connection.isSilentSince(sentAt)) {
                replace(connection, cause);
            }
            return failure("did not answer within " + settings.commandTimeout().toMillis() + " ms", cause);
        }
        if (cause instanceof RedisCommandExecutionException) {
            connection.heard();
            if (String.valueOf(cause.getMessage()).contains("READONLY")) {
                replace(connection, null); // Sentinel has made another server the master.
            }
            return failure("refused: " + cause.getMessage(), cause);
        }
        if (cause instanceof IllegalStateException unexpected) {
            return unexpected;
        }
        if (String.valueOf(cause.getMessage()).startsWith("Request queue size exceeded")) {
            return failure("has too many commands to answer", cause);
        }
        if (!connection.healsItself()) {
            replace(connection, null);
        }
        throw new BrokenConnection(cause);
    }

    /** The next caller connects anew; with a problem, the others do not wait for it. */
    private void replace(Connection connection, @Nullable Throwable problem) {
        ConnectionAttempt last = current.get();
        ConnectionAttempt next = problem == null ? null : ConnectionAttempt.lost(problem);
        if (last != null && last.made() == connection && current.compareAndSet(last, next)) {
            connection.close();
        }
    }

    private Connection connection() {
        while (true) {
            ConnectionAttempt last = current.get();
            Connection open = last == null ? null : last.open();
            if (open != null) {
                return open;
            }
            if (closed) {
                throw new RedisFailure("The session store was closed.");
            }
            if (last != null && last.isUnderWay() && last.problem() == null) {
                return await(last);
            }
            if (last != null && last.problem() != null && (last.isUnderWay() || last.failedWithin(PAUSE))) {
                throw failure("cannot be reached", last.problem());
            }
            ConnectionAttempt next = new ConnectionAttempt(last == null ? null : last.problem());
            if (current.compareAndSet(last, next)) {
                closeMade(last);
                next.begin(servers, settings.wholeConnectTimeout());
                return await(next);
            }
        }
    }

    private Connection await(ConnectionAttempt attempt) {
        try {
            return attempt.await();
        } catch (ExecutionException e) {
            throw failure("cannot be reached", e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure("was not waited for: the thread was interrupted", e);
        }
    }

    private static CompletionStage<Void> closeMade(@Nullable ConnectionAttempt attempt) {
        Connection made = attempt == null ? null : attempt.made();
        return made == null ? CompletableFuture.completedFuture(null) : made.close();
    }

    private RedisFailure failure(String what, @Nullable Throwable cause) {
        return new RedisFailure("Redis (" + settings.servers() + ") " + what + ".", cause);
    }

    @Override
    public String toString() {
        return settings.servers();
    }

    /** Ends the connection, and whatever waits for an answer. */
    void close() {
        if (!closed) {
            closed = true;
            closeMade(current.get()).whenComplete((done, problem) -> servers.close());
        }
    }

    /** The connection broke before there was an answer, or did not take the command. */
    private static final class BrokenConnection extends Exception {
        private static final long serialVersionUID = 1L;

        BrokenConnection(Throwable cause) {
            super(cause);
        }
    }
}
