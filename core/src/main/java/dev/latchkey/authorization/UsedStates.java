package dev.latchkey.authorization;

import dev.latchkey.internal.Hashes;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The states that were used in the last ten minutes, as hashes; at most a hundred thousand; beyond that the
 * oldest are forgotten. Only a state whose pending login the browser holds gets in here. Thread-safe.
 */
final class UsedStates {
    private static final int MAX_STATES = 100_000;

    private final Map<String, Instant> usedUntil = new LinkedHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();

    /** False if the state was used before. */
    boolean add(String state, Instant now) {
        lock.lock();
        try {
            Iterator<Instant> oldestFirst = usedUntil.values().iterator();
            while (oldestFirst.hasNext()) {
                Instant until = oldestFirst.next();
                if (now.isBefore(until) && usedUntil.size() < MAX_STATES) {
                    break;
                }
                oldestFirst.remove();
            }
            return usedUntil.putIfAbsent(Hashes.sha256Base64Url(state), now.plus(PendingLogin.LIFETIME)) == null;
        } finally {
            lock.unlock();
        }
    }
}
