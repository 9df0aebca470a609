package dev.latchkey.certification;

import dev.latchkey.store.RevocableSessionStore;
import dev.latchkey.store.SessionGroup;
import dev.latchkey.store.SessionStore;
import dev.latchkey.store.StoredSession;
import dev.latchkey.store.Tombstone;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Sessions in memory, and how many of them providers have ended. Thread-safe. */
final class WatchedStore implements RevocableSessionStore {
    private final RevocableSessionStore store = SessionStore.inMemory();
    private final AtomicInteger ended = new AtomicInteger();

    /** How many sessions have ended since somebody asked. */
    int takeEnded() {
        return ended.getAndSet(0);
    }

    @Override
    public @Nullable StoredSession find(String key) {
        return store.find(key);
    }

    @Override
    public boolean create(StoredSession session) {
        return store.create(session);
    }

    @Override
    public boolean replaceIfVersion(StoredSession session, long version) {
        return store.replaceIfVersion(session, version);
    }

    @Override
    public void end(String key) {
        store.end(key);
    }

    @Override
    public void tombstone(SessionGroup group, Tombstone tombstone, Instant until) {
        store.tombstone(group, tombstone, until);
    }

    @Override
    public int endAll(SessionGroup group) {
        int count = store.endAll(group);
        ended.addAndGet(count);
        return count;
    }

    @Override
    public boolean takeOnce(String id, Instant until) {
        return store.takeOnce(id, until);
    }

    @Override
    public void release(String id) {
        store.release(id);
    }
}
