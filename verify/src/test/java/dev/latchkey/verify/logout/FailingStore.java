package dev.latchkey.verify.logout;

import dev.latchkey.store.NewSession;
import dev.latchkey.store.RevocableSessionStore;
import dev.latchkey.store.SessionGroup;
import dev.latchkey.store.SessionStore;
import dev.latchkey.store.StoredSession;
import dev.latchkey.store.Tombstone;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A store of which one method fails. */
final class FailingStore implements RevocableSessionStore {
    private final RevocableSessionStore store = SessionStore.inMemory();
    volatile String fails = "";

    private RevocableSessionStore unless(String method) {
        if (method.equals(fails)) {
            throw new IllegalStateException(method + " failed");
        }
        return store;
    }

    @Override
    public @Nullable StoredSession find(String key) {
        return unless("find").find(key);
    }

    @Override
    public boolean create(NewSession session) {
        return unless("create").create(session);
    }

    @Override
    public boolean replaceIfVersion(StoredSession session, long version) {
        return unless("replaceIfVersion").replaceIfVersion(session, version);
    }

    @Override
    public void end(String key) {
        unless("end").end(key);
    }

    @Override
    public void tombstone(SessionGroup group, Tombstone tombstone, Instant until) {
        unless("tombstone").tombstone(group, tombstone, until);
    }

    @Override
    public int endAll(SessionGroup group) {
        return unless("endAll").endAll(group);
    }

    @Override
    public List<StoredSession> findAll(SessionGroup group) {
        return unless("findAll").findAll(group);
    }

    @Override
    public long count() {
        return unless("count").count();
    }

    @Override
    public byte @Nullable [] value(String name) {
        return unless("value").value(name);
    }

    @Override
    public boolean putIfAbsent(String name, byte[] value, Instant until) {
        return unless("putIfAbsent").putIfAbsent(name, value, until);
    }

    @Override
    public boolean remove(String name, byte[] value) {
        return unless("remove").remove(name, value);
    }
}
