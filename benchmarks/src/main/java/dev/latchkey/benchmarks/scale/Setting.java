package dev.latchkey.benchmarks.scale;

import dev.latchkey.store.RevocableSessionStore;

/** A store that is measured, and what it runs on. */
interface Setting extends AutoCloseable {
    /** What it is called in the table. */
    String name();

    /** The store. */
    RevocableSessionStore store(SetClock clock);

    /** The memory that is in use for sessions and whatever else, in bytes. */
    long usedMemory();

    /** How many threads sign people in at a time. */
    int loginsAtATime();

    /** How often a quick operation is measured. */
    int quickOperations();

    /** Does a login drop what has expired? */
    boolean sweepsAtLogins();

    @Override
    void close();
}
