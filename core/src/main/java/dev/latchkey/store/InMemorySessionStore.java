package dev.latchkey.store;

import dev.latchkey.failure.Misconfigured;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sessions in this process's memory. Expired ones are dropped when new ones come; when there is no room, the hundredth
 * part that ends soonest makes way. Thread-safe; look-ups take no lock.
 */
final class InMemorySessionStore implements RevocableSessionStore {
    private static final Logger LOG = LoggerFactory.getLogger("dev.latchkey");
    private static final long SWEEP_EVERY_SECONDS = 60;

    private final Map<String, Kept> sessions = new ConcurrentHashMap<>();
    private final Map<SessionGroup, Set<String>> keysByGroup = new HashMap<>();
    private final Expiring<SessionGroup, Tombstone> tombstones = new Expiring<>();
    private final ReentrantLock changing = new ReentrantLock();
    private final InMemoryValues values;
    private final int maxSessions;
    private final InstantSource clock;
    private Instant nextSweep = Instant.MIN;

    private record Kept(StoredSession session, List<SessionGroup> groups) {}

    InMemorySessionStore(int maxSessions, InstantSource clock) {
        if (maxSessions < 1) {
            throw Misconfigured.setting("inMemory", "allows " + maxSessions + " sessions", "at least one");
        }
        this.maxSessions = maxSessions;
        this.clock = clock;
        this.values = new InMemoryValues(clock);
    }

    @Override
    public @Nullable StoredSession find(String key) {
        Kept kept = sessions.get(key);
        return kept != null && isAlive(kept) ? kept.session() : null;
    }

    private boolean isAlive(Kept kept) {
        return clock.instant().isBefore(kept.session().expiresAt());
    }

    @Override
    public boolean create(NewSession created) {
        String key = created.session().key();
        changing.lock();
        try {
            if (created.groups().stream().anyMatch(group -> isStopped(created, group))) {
                return false;
            }
            makeRoom();
            sessions.put(key, new Kept(created.session(), created.groups()));
            created.groups()
                    .forEach(group -> keysByGroup
                            .computeIfAbsent(group, g -> new HashSet<>(1))
                            .add(key));
            return true;
        } finally {
            changing.unlock();
        }
    }

    private boolean isStopped(NewSession created, SessionGroup group) {
        Tombstone tombstone = tombstones.find(group, clock.instant());
        return tombstone != null && tombstone.stops(created);
    }

    @Override
    public boolean replaceIfVersion(StoredSession session, long version) {
        changing.lock();
        try {
            Kept old = sessions.get(session.key());
            if (old == null || old.session().version() != version) {
                return false;
            }
            sessions.put(session.key(), new Kept(session, old.groups()));
            return true;
        } finally {
            changing.unlock();
        }
    }

    @Override
    public void end(String key) {
        changing.lock();
        try {
            remove(key);
        } finally {
            changing.unlock();
        }
    }

    @Override
    public void tombstone(SessionGroup group, Tombstone tombstone, Instant until) {
        changing.lock();
        try {
            Tombstone before = tombstones.find(group, clock.instant());
            tombstones.put(group, before == null ? tombstone : tombstone.latest(before), until, clock.instant());
        } finally {
            changing.unlock();
        }
    }

    @Override
    public int endAll(SessionGroup group) {
        changing.lock();
        try {
            Set<String> keys = Set.copyOf(keysByGroup.getOrDefault(group, Set.of()));
            keys.forEach(this::remove);
            return keys.size();
        } finally {
            changing.unlock();
        }
    }

    @Override
    public List<StoredSession> findAll(SessionGroup group) {
        changing.lock();
        try {
            return keysByGroup.getOrDefault(group, Set.of()).stream()
                    .map(this::find)
                    .filter(Objects::nonNull)
                    .toList();
        } finally {
            changing.unlock();
        }
    }

    @Override
    public long count() {
        return sessions.values().stream().filter(this::isAlive).count();
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

    int size() {
        return sessions.size();
    }

    int groups() {
        return keysByGroup.size();
    }

    private void remove(String key) {
        Kept removed = sessions.remove(key);
        if (removed != null) {
            removed.groups()
                    .forEach(group -> keysByGroup.computeIfPresent(group, (g, keys) -> {
                        keys.remove(key);
                        return keys.isEmpty() ? null : keys;
                    }));
        }
    }

    private void makeRoom() {
        Instant now = clock.instant();
        if (!now.isBefore(nextSweep) || sessions.size() >= maxSessions) {
            nextSweep = now.plusSeconds(SWEEP_EVERY_SECONDS);
            removeAll(sessions.values().stream()
                    .filter(kept -> !now.isBefore(kept.session().expiresAt()))
                    .toList());
        }
        if (sessions.size() >= maxSessions) {
            LOG.warn(
                    "The in-memory session store is full ({} sessions); those that end soonest are dropped.",
                    maxSessions);
            removeAll(sessions.values().stream()
                    .sorted(Comparator.comparing(kept -> kept.session().expiresAt()))
                    .limit(1 + maxSessions / 100)
                    .toList());
        }
    }

    private void removeAll(List<Kept> ended) {
        ended.forEach(kept -> remove(kept.session().key()));
    }
}
