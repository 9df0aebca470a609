package dev.latchkey.redis;

import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;

/** A connection, and when something was last heard from it. Thread-safe. */
final class Connection {
    private final StatefulConnection<byte[], byte[]> connection;
    private final RedisClusterAsyncCommands<byte[], byte[]> commands;
    private volatile long heardAt = System.nanoTime();

    Connection(StatefulConnection<byte[], byte[]> connection, RedisClusterAsyncCommands<byte[], byte[]> commands) {
        this.connection = connection;
        this.commands = commands;
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

    void close() {
        connection.closeAsync();
    }
}
