package dev.latchkey.redis;

import java.util.concurrent.CompletionStage;

/** What can be connected to: one server, a master behind Sentinel, or a cluster. Thread-safe. */
interface Servers {
    /** Begins a connection, and does not wait for it. */
    CompletionStage<Connection> connect();

    /** Ends all connections and threads. */
    void close();
}
