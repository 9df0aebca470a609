package dev.latchkey.benchmarks.scale;

import dev.latchkey.store.NewSession;
import dev.latchkey.store.RevocableSessionStore;
import dev.latchkey.store.SessionGroup;
import dev.latchkey.store.StoredSession;
import dev.latchkey.store.Tombstone;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Remembers, for each thread, the key of the session that it created last. */
final class RecordingStore implements RevocableSessionStore {
    private final RevocableSessionStore store;
    private final ThreadLocal<@Nullable String> created = new ThreadLocal<>();

    RecordingStore(RevocableSessionStore store) {
        this.store = store;
    }

    @Nullable
    String createdLast() {
        return created.get();
    }

    @Override
    public @Nullable StoredSession find(String key) {
        return store.find(key);
    }

    @Override
    public boolean create(NewSession session) {
        created.set(session.session().key());
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
        return store.endAll(group);
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
