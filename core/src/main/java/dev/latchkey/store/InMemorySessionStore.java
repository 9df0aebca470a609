package dev.latchkey.store;

import dev.latchkey.failure.Misconfigured;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sessions in this process's memory. Expired ones are dropped when new ones come; when there is no room, the hundredth
 * part that ends soonest makes way. Thread-safe; look-ups take no lock.
 */
final class InMemorySessionStore implements ServerSessionStore {
    private static final Logger LOG = LoggerFactory.getLogger("dev.latchkey");
    private static final long SWEEP_EVERY_SECONDS = 60;

    private final Map<String, StoredSession> sessions = new ConcurrentHashMap<>();
    private final ReentrantLock sweeping = new ReentrantLock();
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
    public void create(StoredSession session) {
        sweeping.lock();
        try {
            makeRoom();
            sessions.put(session.key(), session);
        } finally {
            sweeping.unlock();
        }
    }

    @Override
    public boolean replaceIfVersion(StoredSession session, long version) {
        StoredSession old = sessions.get(session.key());
        return old != null && old.version() == version && sessions.replace(session.key(), old, session);
    }

    @Override
    public void end(String key) {
        sessions.remove(key);
    }

    int size() {
        return sessions.size();
    }

    private void makeRoom() {
        Instant now = clock.instant();
        if (!now.isBefore(nextSweep) || sessions.size() >= maxSessions) {
            nextSweep = now.plusSeconds(SWEEP_EVERY_SECONDS);
            sessions.values().removeIf(session -> !now.isBefore(session.expiresAt()));
        }
        if (sessions.size() >= maxSessions) {
            LOG.warn(
                    "The in-memory session store is full ({} sessions); those that end soonest are dropped.",
                    maxSessions);
            List<StoredSession> soonest = sessions.values().stream()
                    .sorted(Comparator.comparing(StoredSession::expiresAt))
                    .limit(1 + maxSessions / 100)
                    .toList();
            soonest.forEach(session -> sessions.remove(session.key()));
        }
    }
}
