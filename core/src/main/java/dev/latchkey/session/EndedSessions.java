package dev.latchkey.session;

import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** Cookie sessions that ended before their time, so that a copied cookie is refused; at most a hundred thousand. Thread-safe. */
final class EndedSessions {
    private static final int MAX_SESSIONS = 100_000;

    private final Map<String, Instant> endedUntil = new LinkedHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean isEmpty = true;

    /**
     * Remembers a session.
     *
     * @param endsAt when it would have ended by itself
     */
    void add(String key, Instant endsAt, Instant now) {
        lock.lock();
        try {
            Iterator<Instant> oldestFirst = endedUntil.values().iterator();
            while (oldestFirst.hasNext()) {
                if (now.isBefore(oldestFirst.next()) && endedUntil.size() < MAX_SESSIONS) {
                    break;
                }
                oldestFirst.remove();
            }
            endedUntil.put(key, endsAt);
            isEmpty = false;
        } finally {
            lock.unlock();
        }
    }

    boolean contains(Session session) {
        if (isEmpty) {
            return false;
        }
        lock.lock();
        try {
            return endedUntil.containsKey(session.key());
        } finally {
            lock.unlock();
        }
    }
}
