package dev.latchkey.certification;

import dev.latchkey.store.NewSession;
import dev.latchkey.store.RevocableSessionStore;
import dev.latchkey.store.SessionGroup;
import dev.latchkey.store.SessionStore;
import dev.latchkey.store.StoredSession;
import dev.latchkey.store.Tombstone;
import java.time.Instant;
import java.util.List;
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
    public boolean create(NewSession session) {
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
    public List<StoredSession> findAll(SessionGroup group) {
        return store.findAll(group);
    }

    @Override
    public long count() {
        return store.count();
    }

    @Override
    public byte @Nullable [] value(String name) {
        return store.value(name);
    }

    @Override
    public boolean putIfAbsent(String name, byte[] value, Instant until) {
        return store.putIfAbsent(name, value, until);
    }

    @Override
    public boolean remove(String name, byte[] value) {
        return store.remove(name, value);
    }
}
