package dev.latchkey.interleaving;

import dev.latchkey.store.NewSession;
import dev.latchkey.store.RevocableSessionStore;
import dev.latchkey.store.SessionContent;
import dev.latchkey.store.SessionGroup;
import dev.latchkey.store.StoredSession;
import dev.latchkey.store.Tombstone;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A store whose sessions, indexes, tombstones and values know nothing of each other, as on several servers: what touches
 * two of them takes two steps, in the order that {@link RevocableSessionStore} asks for. It keeps sealed bytes alone.
 */
final class LooseStore implements RevocableSessionStore {
    private final Turns turns;
    private final InstantSource clock;
    private final Fault fault;
    private final Map<String, StoredSession> sessions = new HashMap<>();
    private final Map<SessionGroup, Set<String>> index = new HashMap<>();
    private final Map<SessionGroup, Tombstone> tombstones = new HashMap<>();
    private final Map<String, Value> values = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private final List<StoredSession> written = new ArrayList<>();

    private final ThreadLocal<@Nullable String> refused = new ThreadLocal<>();

    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Value(byte[] bytes, Instant until) {}

    LooseStore(Turns turns, InstantSource clock, Fault fault) {
        this.turns = turns;
        this.clock = clock;
        this.fault = fault;
    }

    /** Forgets everything. */
    void clear() {
        List.of(sessions, index, tombstones, values, names).forEach(Map::clear);
        written.clear();
    }

    /** How many sessions there are. */
    int size() {
        return sessions.size();
    }

    /** Whatever was ever in it since it was cleared, in the order in which it was written. */
    List<StoredSession> written() {
        return List.copyOf(written);
    }

    /** The same in every run, although keys are random. */
    private String nameOf(String key) {
        return names.computeIfAbsent(key, k -> "no. " + names.size());
    }

    @Override
    public @Nullable StoredSession find(String key) {
        turns.step("reads session " + nameOf(key), key(key), false);
        StoredSession found = sessions.get(key);
        return found != null && clock.instant().isBefore(found.expiresAt()) ? found : null;
    }

    private String key(String key) {
        return "session " + nameOf(key);
    }

    @Override
    public boolean create(NewSession created) {
        if (fault == Fault.TOMBSTONE_SOUGHT_FIRST && isStopped(created)) {
            return false;
        }
        String key = created.session().key();
        for (SessionGroup group : created.groups()) {
            turns.step("adds session " + nameOf(key) + " to index " + nameOf(group.key()), index(group), true);
            index.computeIfAbsent(group, g -> new LinkedHashSet<>()).add(key);
        }
        turns.step("writes session " + nameOf(key), key(key), true);
        write(created.session());
        if (fault != Fault.TOMBSTONE_SOUGHT_FIRST && fault != Fault.TOMBSTONE_NOT_SOUGHT && isStopped(created)) {
            end(key);
            return false;
        }
        return true;
    }

    private String index(SessionGroup group) {
        return "index " + nameOf(group.key());
    }

    private boolean isStopped(NewSession created) {
        for (SessionGroup group : created.groups()) {
            turns.step("looks for tombstone " + nameOf(group.key()), tombstone(group), false);
            Tombstone tombstone = tombstones.get(group);
            if (tombstone != null && tombstone.stops(created)) {
                return true;
            }
        }
        return false;
    }

    private String tombstone(SessionGroup group) {
        return "tombstone " + nameOf(group.key());
    }

    private void write(StoredSession session) {
        StoredSession sealed = new StoredSession(
                session.key(),
                session.version(),
                session.expiresAt(),
                SessionContent.ofSealed(session.content().sealed()));
        sessions.put(session.key(), sealed);
        written.add(sealed);
    }

    @Override
    public boolean replaceIfVersion(StoredSession session, long version) {
        turns.step("replaces version " + version + " of " + key(session.key()), key(session.key()), true);
        StoredSession old = sessions.get(session.key());
        boolean isReplaced = old == null
                ? fault == Fault.REPLACED_ALTHOUGH_GONE
                : old.version() == version || fault == Fault.VERSION_IGNORED;
        if (isReplaced) {
            write(session);
        }
        return isReplaced;
    }

    @Override
    public void end(String key) {
        turns.step("removes session " + nameOf(key), key(key), true);
        sessions.remove(key);
    }

    @Override
    public void tombstone(SessionGroup group, Tombstone tombstone, Instant until) {
        turns.step("writes tombstone " + nameOf(group.key()), tombstone(group), true);
        tombstones.merge(group, tombstone, Tombstone::latest);
    }

    @Override
    public int endAll(SessionGroup group) {
        List<String> keys = keys(group);
        keys.forEach(this::end);
        turns.step("removes entries of index " + nameOf(group.key()), index(group), true);
        index.getOrDefault(group, new LinkedHashSet<>()).removeAll(keys);
        return keys.size();
    }

    private List<String> keys(SessionGroup group) {
        turns.step("reads index " + nameOf(group.key()), index(group), false);
        return List.copyOf(index.getOrDefault(group, Set.of()));
    }

    @Override
    public List<StoredSession> findAll(SessionGroup group) {
        return keys(group).stream().map(this::find).filter(Objects::nonNull).toList();
    }

    @Override
    public long count() {
        return sessions.size();
    }

    @Override
    public byte @Nullable [] value(String name) {
        turns.step("reads value " + nameOf(name), "value " + nameOf(name), false);
        Value value = held(name);
        return value == null ? null : value.bytes();
    }

    private @Nullable Value held(String name) {
        Value value = values.get(name);
        return value != null && clock.instant().isBefore(value.until()) ? value : null;
    }

    /** Whoever asks again and again for a name gets another turn when it is free. */
    @Override
    public boolean putIfAbsent(String name, byte[] value, Instant until) {
        boolean asksAgain = name.equals(refused.get());
        turns.step("takes name " + nameOf(name), "value " + nameOf(name), true, () -> !asksAgain || held(name) == null);
        boolean isFree = held(name) == null || fault == Fault.NAME_NEVER_TAKEN;
        if (isFree) {
            values.put(name, new Value(value, until));
            refused.remove();
        } else {
            refused.set(name);
            LockSupport.unpark(Thread.currentThread()); // It need not wait long before it asks again.
        }
        return isFree;
    }

    @Override
    public boolean remove(String name, byte[] value) {
        turns.step("gives name " + nameOf(name) + " back", "value " + nameOf(name), true);
        Value held = held(name);
        return held != null && Arrays.equals(held.bytes(), value) && values.remove(name) != null;
    }
}
