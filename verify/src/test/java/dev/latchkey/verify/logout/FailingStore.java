package dev.latchkey.verify.logout;

import dev.latchkey.store.NewSession;
import dev.latchkey.store.RevocableSessionStore;
import dev.latchkey.store.SessionGroup;
import dev.latchkey.store.SessionStore;
import dev.latchkey.store.StoredSession;
import dev.latchkey.store.Tombstone;
import dev.latchkey.verify.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A store of which one method fails, or does what it is told and fails to say so. */
final class FailingStore implements RevocableSessionStore {
    private final MovableClock clock = new MovableClock();
    private final RevocableSessionStore store = SessionStore.inMemory(1000, clock);
    volatile String fails = "";
    volatile String losesAnswerOf = "";

    /** Lets the leases of those end who did not learn that they have them. */
    void forgetLeases() {
        clock.advance(Duration.ofSeconds(15));
    }

    private <T extends @Nullable Object> T unless(String method, Function<RevocableSessionStore, T> call) {
        if (method.equals(fails)) {
            throw new IllegalStateException(method + " failed");
        }
        T answer = call.apply(store);
        if (method.equals(losesAnswerOf)) {
            throw new IllegalStateException("the answer to " + method + " was lost");
        }
        return answer;
    }

    @Override
    public @Nullable StoredSession find(String key) {
        return this.<@Nullable StoredSession>unless("find", to -> to.find(key));
    }

    @Override
    public boolean create(NewSession session) {
        return unless("create", to -> to.create(session));
    }

    @Override
    public boolean replaceIfVersion(StoredSession session, long version) {
        return unless("replaceIfVersion", to -> to.replaceIfVersion(session, version));
    }

    @Override
    public void end(String key) {
        unless("end", to -> {
            to.end(key);
            return true;
        });
    }

    @Override
    public void tombstone(SessionGroup group, Tombstone tombstone, Instant until) {
        unless("tombstone", to -> {
            to.tombstone(group, tombstone, until);
            return true;
        });
    }

    @Override
    public int endAll(SessionGroup group) {
        return unless("endAll", to -> to.endAll(group));
    }

    @Override
    public List<StoredSession> findAll(SessionGroup group) {
        return unless("findAll", to -> to.findAll(group));
    }

    @Override
    public long count() {
        return unless("count", RevocableSessionStore::count);
    }

    @Override
    public byte @Nullable [] value(String name) {
        return this.<byte @Nullable []>unless("value", to -> to.value(name));
    }

    @Override
    public boolean putIfAbsent(String name, byte[] value, Instant until) {
        return unless("putIfAbsent", to -> to.putIfAbsent(name, value, until));
    }

    @Override
    public boolean remove(String name, byte[] value) {
        return unless("remove", to -> to.remove(name, value));
    }
}
