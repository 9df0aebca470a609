package dev.latchkey.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a store is to one caller after the other, said as plainly as it can be; nothing expires. */
final class SequentialStore implements RevocableSessionStore {
    private final Map<String, NewSession> created = new HashMap<>();
    private final Map<String, StoredSession> sessions = new LinkedHashMap<>();
    private final Map<SessionGroup, List<Tombstone>> tombstones = new HashMap<>();
    private final Map<String, byte[]> values = new HashMap<>();

    @Override
    public @Nullable StoredSession find(String key) {
        return sessions.get(key);
    }

    @Override
    public boolean create(NewSession session) {
        for (SessionGroup group : session.groups()) {
            for (Tombstone tombstone : tombstones.getOrDefault(group, List.of())) {
                if (tombstone.stops(session)) {
                    return false;
                }
            }
        }
        created.put(session.session().key(), session);
        sessions.put(session.session().key(), session.session());
        return true;
    }

    @Override
    public boolean replaceIfVersion(StoredSession session, long version) {
        StoredSession old = sessions.get(session.key());
        if (old != null && old.version() == version) {
            sessions.put(session.key(), session);
            return true;
        }
        return false;
    }

    @Override
    public void end(String key) {
        sessions.remove(key);
    }

    @Override
    public void tombstone(SessionGroup group, Tombstone tombstone, Instant until) {
        tombstones.computeIfAbsent(group, g -> new ArrayList<>()).add(tombstone);
    }

    @Override
    public int endAll(SessionGroup group) {
        List<StoredSession> ended = findAll(group);
        ended.forEach(session -> sessions.remove(session.key()));
        return ended.size();
    }

    @Override
    public List<StoredSession> findAll(SessionGroup group) {
        List<StoredSession> found = new ArrayList<>();
        sessions.forEach((key, session) -> {
            if (created.containsKey(key) && created.get(key).groups().contains(group)) {
                found.add(session);
            }
        });
        return found;
    }

    @Override
    public long count() {
        return sessions.size();
    }

    @Override
    public byte @Nullable [] value(String name) {
        return values.get(name);
    }

    @Override
    public boolean putIfAbsent(String name, byte[] value, Instant until) {
        return values.putIfAbsent(name, value) == null;
    }

    @Override
    public boolean remove(String name, byte[] value) {
        return Arrays.equals(values.get(name), value) && values.remove(name) != null;
    }
}
