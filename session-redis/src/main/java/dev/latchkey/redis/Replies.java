package dev.latchkey.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Answers of the server, one or many. */
final class Replies {
    /** Stands for a value that is no string. */
    static final byte[] NO_STRING = {};

    private Replies() {}

    /** All of these, in their order, as soon as the last is there. */
    static <T extends @Nullable Object> CompletionStage<List<T>> all(List<? extends CompletionStage<T>> replies) {
        List<CompletableFuture<T>> futures =
                replies.stream().map(CompletionStage::toCompletableFuture).toList();
        return CompletableFuture.allOf(futures.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> futures.stream().map(CompletableFuture::join).collect(Collectors.toList()));
    }

    /** The first of these, as soon as both are there. */
    static <T> CompletionStage<T> both(CompletionStage<T> first, CompletionStage<?> second) {
        CompletableFuture<T> one = first.toCompletableFuture();
        return CompletableFuture.allOf(one, second.toCompletableFuture()).thenApply(done -> one.join());
    }

    static <T extends @Nullable Object> CompletionStage<T> failed(Throwable failure) {
        return CompletableFuture.failedFuture(cause(failure));
    }

    static Throwable cause(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : null;
        return cause == null ? failure : cause;
    }

    /** The string under a key: null if there is none, {@link #NO_STRING} if something else is there. */
    static CompletionStage<byte @Nullable []> string(RedisClusterAsyncCommands<byte[], byte[]> commands, byte[] key) {
        CompletionStage<byte @Nullable []> reply = commands.get(key).thenApply(value -> value);
        return reply.exceptionallyCompose(failure -> isWrongType(failure)
                ? CompletableFuture.<byte @Nullable []>completedFuture(NO_STRING)
                : Replies.<byte @Nullable []>failed(failure));
    }

    /** Was the answer OK? To a command with a condition that does not hold it is null. */
    static boolean isOk(@Nullable String reply) {
        return "OK".equals(reply);
    }

    /** Does another kind of value stand under the key than the command is made for? */
    static boolean isWrongType(Throwable failure) {
        String message = cause(failure).getMessage();
        return cause(failure) instanceof RedisCommandExecutionException
                && message != null
                && message.startsWith("WRONGTYPE");
    }
}
