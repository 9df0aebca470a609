package dev.latchkey.servlet.container;

import java.util.concurrent.atomic.AtomicBoolean;

/** A container that runs. */
public final class RunningServer implements AutoCloseable {
    private final int port;
    private final Stop stop;
    private final AtomicBoolean isStopped = new AtomicBoolean();

    /** How to stop a container. */
    @FunctionalInterface
    interface Stop {
        void stop() throws Exception;
    }

    RunningServer(int port, Stop stop) {
        this.port = port;
        this.stop = stop;
    }

    /** Where it listens. */
    public int port() {
        return port;
    }

    @Override
    public void close() {
        if (isStopped.getAndSet(true)) {
            return;
        }
        try {
            stop.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
