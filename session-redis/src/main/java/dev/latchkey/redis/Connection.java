package dev.latchkey.redis;

import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.concurrent.CompletionStage;

/** A connection, and when something was last heard from it. Thread-safe. */
final class Connection {
    private final StatefulConnection<byte[], byte[]> connection;
    private final RedisClusterAsyncCommands<byte[], byte[]> commands;
    private final boolean healsItself;
    private volatile long heardAt = System.nanoTime();

    Connection(
            StatefulConnection<byte[], byte[]> connection,
            RedisClusterAsyncCommands<byte[], byte[]> commands,
            boolean healsItself) {
        this.connection = connection;
        this.commands = commands;
        this.healsItself = healsItself;
    }

    /** Does it connect again by itself what broke? Else it is of no more use. */
    boolean healsItself() {
        return healsItself;
    }

    RedisClusterAsyncCommands<byte[], byte[]> commands() {
        return commands;
    }

    boolean isOpen() {
        return connection.isOpen();
    }

    void heard() {
        heardAt = System.nanoTime();
    }

    boolean isSilentSince(long nanoTime) {
        return heardAt - nanoTime < 0;
    }

    CompletionStage<Void> close() {
        return connection.closeAsync();
    }
}
