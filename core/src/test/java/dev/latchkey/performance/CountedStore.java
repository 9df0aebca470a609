package dev.latchkey.performance;

import dev.latchkey.store.NewSession;
import dev.latchkey.store.RevocableSessionStore;
import dev.latchkey.store.SessionGroup;
import dev.latchkey.store.StoredSession;
import dev.latchkey.store.Tombstone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A store that remembers how it was called. */
final class CountedStore implements RevocableSessionStore {
    private final RevocableSessionStore store;
    private final List<String> calls = new ArrayList<>();

    CountedStore(RevocableSessionStore store) {
        this.store = store;
    }

    /** The methods that were called since the last call of this. */
    List<String> take() {
        List<String> taken = List.copyOf(calls);
        calls.clear();
        return taken;
    }

    private RevocableSessionStore called(String method) {
        calls.add(method);
        return store;
    }

    @Override
    public @Nullable StoredSession find(String key) {
        return called("find").find(key);
    }

    @Override
    public boolean create(NewSession session) {
        return called("create").create(session);
    }

    @Override
    public boolean replaceIfVersion(StoredSession session, long version) {
        return called("replaceIfVersion").replaceIfVersion(session, version);
    }

    @Override
    public void end(String key) {
        called("end").end(key);
    }

    @Override
    public void tombstone(SessionGroup group, Tombstone tombstone, Instant until) {
        called("tombstone").tombstone(group, tombstone, until);
    }

    @Override
    public int endAll(SessionGroup group) {
        return called("endAll").endAll(group);
    }

    @Override
    public List<StoredSession> findAll(SessionGroup group) {
        return called("findAll").findAll(group);
    }

    @Override
    public long count() {
        return called("count").count();
    }

    @Override
    public byte @Nullable [] value(String name) {
        return called("value").value(name);
    }

    @Override
    public boolean putIfAbsent(String name, byte[] value, Instant until) {
        return called("putIfAbsent").putIfAbsent(name, value, until);
    }

    @Override
    public boolean remove(String name, byte[] value) {
        return called("remove").remove(name, value);
    }
}
