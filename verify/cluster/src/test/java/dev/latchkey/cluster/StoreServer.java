package dev.latchkey.cluster;

import java.io.IOException;

/** The server that keeps the sessions. */
interface StoreServer extends AutoCloseable {
    /** Its name in figures. */
    String name();

    /** Where nodes find it. */
    String url();

    /** Starts it, with the data that it has; returns when it answers. */
    void start() throws IOException;

    /** Ends it without any chance to write something down. */
    void crash() throws IOException;

    @Override
    void close() throws IOException;
}
