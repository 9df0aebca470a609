package dev.latchkey.shared;

import dev.latchkey.store.NewSession;
import dev.latchkey.store.RevocableSessionStore;
import dev.latchkey.store.SessionGroup;
import dev.latchkey.store.StoredSession;
import dev.latchkey.store.Tombstone;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A store that can revoke, guarded. */
final class GuardedRevocableStore implements RevocableSessionStore {
    private final RevocableSessionStore store;
    private final GuardedSessionStore sessions;
    private final GuardedValues values;

    GuardedRevocableStore(RevocableSessionStore store) {
        this.store = store;
        this.sessions = new GuardedSessionStore(store);
        this.values = new GuardedValues(store);
    }

    @Override
    public @Nullable StoredSession find(String key) {
        return sessions.find(key);
    }

    @Override
    public boolean create(NewSession session) {
        return sessions.create(session);
    }

    @Override
    public boolean replaceIfVersion(StoredSession session, long version) {
        return sessions.replaceIfVersion(session, version);
    }

    @Override
    public void end(String key) {
        sessions.end(key);
    }

    @Override
    public void tombstone(SessionGroup group, Tombstone tombstone, Instant until) {
        Guard.<@Nullable Object>call("tombstone", () -> {
            store.tombstone(group, tombstone, until);
            return null;
        });
    }

    @Override
    public int endAll(SessionGroup group) {
        return Guard.call("endAll", () -> store.endAll(group));
    }

    @Override
    public List<StoredSession> findAll(SessionGroup group) {
        return Guard.call("findAll", () -> store.findAll(group));
    }

    @Override
    public long count() {
        return Guard.call("count", store::count);
    }

    @Override
    public byte @Nullable [] value(String name) {
        return values.value(name);
    }

    @Override
    public boolean putIfAbsent(String name, byte[] value, Instant until) {
        return values.putIfAbsent(name, value, until);
    }

    @Override
    public boolean remove(String name, byte[] value) {
        return values.remove(name, value);
    }
}
