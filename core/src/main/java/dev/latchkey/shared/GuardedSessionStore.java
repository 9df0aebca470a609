package dev.latchkey.shared;

import dev.latchkey.store.NewSession;
import dev.latchkey.store.ServerSessionStore;
import dev.latchkey.store.StoredSession;
import org.jspecify.annotations.Nullable;

/** A store on the server, guarded. */
final class GuardedSessionStore implements ServerSessionStore {
    private final ServerSessionStore store;

    GuardedSessionStore(ServerSessionStore store) {
        this.store = store;
    }

    @Override
    public @Nullable StoredSession find(String key) {
        return Guard.call("find", () -> store.find(key));
    }

    @Override
    public boolean create(NewSession session) {
        return Guard.call("create", () -> store.create(session));
    }

    @Override
    public boolean replaceIfVersion(StoredSession session, long version) {
        return Guard.call("replaceIfVersion", () -> store.replaceIfVersion(session, version));
    }

    @Override
    public void end(String key) {
        Guard.<@Nullable Object>call("end", () -> {
            store.end(key);
            return null;
        });
    }
}
