package dev.latchkey.store;

import dev.latchkey.failure.Misconfigured;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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

    private final Map<String, StoredSession> sessions = new ConcurrentHashMap<>();
    private final Map<SessionGroup, Set<String>> keysByGroup = new HashMap<>();
    private final Expiring<SessionGroup, Tombstone> tombstones = new Expiring<>();
    private final Expiring<String, Boolean> taken = new Expiring<>();
    private final ReentrantLock changing = new ReentrantLock();
    private final int maxSessions;
    private final InstantSource clock;
    private Instant nextSweep = Instant.MIN;

    InMemorySessionStore(int maxSessions, InstantSource clock) {
        if (maxSessions < 1) {
            throw Misconfigured.setting("inMemory", "allows " + maxSessions + " sessions", "at least one");
        }
        this.maxSessions = maxSessions;
        this.clock = clock;
    }

    @Override
    public @Nullable StoredSession find(String key) {
        StoredSession session = sessions.get(key);
        return session != null && clock.instant().isBefore(session.expiresAt()) ? session : null;
    }

    @Override
    public boolean create(StoredSession session) {
        changing.lock();
        try {
            if (session.groups().stream().anyMatch(group -> isStopped(session, group))) {
                return false;
            }
            makeRoom();
            sessions.put(session.key(), session);
            session.groups()
                    .forEach(group -> keysByGroup
                            .computeIfAbsent(group, g -> new HashSet<>(1))
                            .add(session.key()));
            return true;
        } finally {
            changing.unlock();
        }
    }

    private boolean isStopped(StoredSession session, SessionGroup group) {
        Tombstone tombstone = tombstones.find(group, clock.instant());
        return tombstone != null && tombstone.stops(session);
    }

    @Override
    public boolean replaceIfVersion(StoredSession session, long version) {
        changing.lock();
        try {
            StoredSession old = sessions.get(session.key());
            return old != null && old.version() == version && sessions.replace(session.key(), old, session);
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
    public boolean takeOnce(String id, Instant until) {
        changing.lock();
        try {
            boolean isFree = taken.find(id, clock.instant()) == null;
            if (isFree) {
                taken.put(id, true, until, clock.instant());
            }
            return isFree;
        } finally {
            changing.unlock();
        }
    }

    @Override
    public void release(String id) {
        changing.lock();
        try {
            taken.remove(id);
        } finally {
            changing.unlock();
        }
    }

    int size() {
        return sessions.size();
    }

    int groups() {
        return keysByGroup.size();
    }

    private void remove(String key) {
        StoredSession removed = sessions.remove(key);
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
                    .filter(session -> !now.isBefore(session.expiresAt()))
                    .toList());
        }
        if (sessions.size() >= maxSessions) {
            LOG.warn(
                    "The in-memory session store is full ({} sessions); those that end soonest are dropped.",
                    maxSessions);
            removeAll(sessions.values().stream()
                    .sorted(Comparator.comparing(StoredSession::expiresAt))
                    .limit(1 + maxSessions / 100)
                    .toList());
        }
    }

    private void removeAll(List<StoredSession> ended) {
        ended.forEach(session -> remove(session.key()));
    }
}
