package dev.latchkey.store;

import dev.latchkey.failure.Misconfigured;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sessions in this process's memory. Each new one drops some that have expired; when there is no room, the hundredth part
 * that ends soonest makes way. Thread-safe; look-ups take no lock, but while a whole group ends.
 */
final class InMemorySessionStore implements RevocableSessionStore {
    private static final Logger LOG = LoggerFactory.getLogger("dev.latchkey");
    /** How many old sessions are looked at for each new one: that takes microseconds, however many there are. */
    private static final int LOOKED_AT = 20;

    private final Map<String, Kept> sessions;
    private final GroupIndex index = new GroupIndex();
    private final Expiring<SessionGroup, Tombstone> tombstones = new Expiring<>();
    private final Lock changing;
    private final InMemoryValues values;
    private final int maxSessions;
    private final InstantSource clock;
    private Iterator<Kept> nextToLookAt = Collections.emptyIterator();
    private volatile boolean isGroupEnding;

    record Kept(StoredSession session, List<SessionGroup> groups) {}

    InMemorySessionStore(int maxSessions, InstantSource clock) {
        this(maxSessions, clock, new ConcurrentHashMap<>(), new ReentrantLock());
    }

    /** With a map that may be read while it is changed, and the lock for changes. */
    InMemorySessionStore(int maxSessions, InstantSource clock, Map<String, Kept> sessions, Lock changing) {
        if (maxSessions < 1) {
            throw Misconfigured.setting("inMemory", "allows " + maxSessions + " sessions", "at least one");
        }
        this.maxSessions = maxSessions;
        this.sessions = sessions;
        this.changing = changing;
        this.clock = clock;
        this.values = new InMemoryValues(clock);
    }

    @Override
    public @Nullable StoredSession find(String key) {
        Kept kept = sessions.get(key);
        if (isGroupEnding) {
            kept = whenGroupHasEnded(key);
        }
        return kept != null && isAlive(kept) ? kept.session() : null;
    }

    /** Nobody sees one session of a group that is gone, and then one that is not yet. */
    private @Nullable Kept whenGroupHasEnded(String key) {
        changing.lock();
        try {
            return sessions.get(key);
        } finally {
            changing.unlock();
        }
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
            index.add(key, created.groups());
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
            Set<String> keys = index.keys(group);
            isGroupEnding = keys.size() > 1;
            keys.forEach(this::remove);
            return keys.size();
        } finally {
            isGroupEnding = false;
            changing.unlock();
        }
    }

    @Override
    public List<StoredSession> findAll(SessionGroup group) {
        changing.lock();
        try {
            return index.keys(group).stream()
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
        return index.size();
    }

    private void remove(String key) {
        Kept removed = sessions.remove(key);
        if (removed != null) {
            index.remove(key, removed.groups());
        }
    }

    private void makeRoom() {
        Instant now = clock.instant();
        dropSomeExpired(now);
        if (sessions.size() >= maxSessions) {
            dropSoonest(now.toEpochMilli());
        }
    }

    private void dropSomeExpired(Instant now) {
        if (!nextToLookAt.hasNext()) {
            nextToLookAt = sessions.values().iterator();
        }
        for (int i = 0; i < LOOKED_AT && nextToLookAt.hasNext(); i++) {
            Kept seen = nextToLookAt.next();
            if (isOver(seen, now) && isOver(sessions.get(seen.session().key()), now)) {
                remove(seen.session().key());
            }
        }
    }

    private static boolean isOver(@Nullable Kept kept, Instant now) {
        return kept != null && !now.isBefore(kept.session().expiresAt());
    }

    /** Drops all that have expired, and at least the hundredth part of all. */
    private void dropSoonest(long now) {
        long[] ends = sessions.values().stream()
                .mapToLong(InMemorySessionStore::end)
                .sorted()
                .toArray();
        int expired = (int) Arrays.stream(ends).takeWhile(end -> end <= now).count();
        int number = Math.max(expired, Math.min(ends.length, 1 + maxSessions / 100));
        if (number > expired) {
            LOG.warn(
                    "The in-memory session store is full ({} sessions); those that end soonest are dropped.",
                    maxSessions);
        }
        long last = ends[number - 1];
        sessions.values().stream()
                .filter(kept -> end(kept) <= last)
                .sorted(Comparator.comparingLong(InMemorySessionStore::end))
                .limit(number)
                .toList()
                .forEach(kept -> remove(kept.session().key()));
    }

    private static long end(Kept kept) {
        return kept.session().expiresAt().toEpochMilli();
    }
}
