package dev.latchkey.benchmarks.scale;

import dev.latchkey.store.RevocableSessionStore;
import dev.latchkey.store.SessionStore;

/** The store in this process's memory. */
final class MemorySetting implements Setting {
    private static final int MORE_THAN_ENOUGH = 2_000_000;
    private static final int COLLECTIONS = 3;

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public RevocableSessionStore store(SetClock clock) {
        return SessionStore.inMemory(MORE_THAN_ENOUGH, clock);
    }

    /** The heap that is in use after garbage collections. */
    @Override
    public long usedMemory() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }

    @Override
    public int loginsAtATime() {
        return Runtime.getRuntime().availableProcessors();
    }

    @Override
    public int quickOperations() {
        return 200_000;
    }

    @Override
    public boolean sweepsAtLogins() {
        return true;
    }

    @Override
    public void close() {
        // Nothing runs besides this process.
    }
}
