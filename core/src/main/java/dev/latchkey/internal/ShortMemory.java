package dev.latchkey.internal;

import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Values, each kept until its time; when it is full the oldest goes first. Thread-safe. */
public final class ShortMemory<V> {
    private final int capacity;
    private final Map<String, Kept<V>> kept = new LinkedHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();

    private record Kept<V>(V value, Instant until) {}

    /** For so many values. */
    public ShortMemory(int capacity) {
        this.capacity = capacity;
    }

    /** The value under this key; null if there is none, or its time is over. */
    public @Nullable V find(String key, Instant now) {
        lock.lock();
        try {
            Kept<V> found = kept.get(key);
            return found != null && now.isBefore(found.until()) ? found.value() : null;
        } finally {
            lock.unlock();
        }
    }

    /** Keeps a value until that time. */
    public void keep(String key, V value, Instant until, Instant now) {
        lock.lock();
        try {
            put(key, value, until, now);
        } finally {
            lock.unlock();
        }
    }

    /** Keeps a value until that time, if there is none under this key; tells whether it does. */
    public boolean keepIfAbsent(String key, V value, Instant until, Instant now) {
        lock.lock();
        try {
            boolean isFree = find(key, now) == null;
            if (isFree) {
                put(key, value, until, now);
            }
            return isFree;
        } finally {
            lock.unlock();
        }
    }

    /** Forgets the value under this key. */
    public void forget(String key) {
        lock.lock();
        try {
            kept.remove(key);
        } finally {
            lock.unlock();
        }
    }

    /** Forgets the value under this key, if it is equal to this one; tells whether it was there. */
    public boolean forget(String key, V value, Instant now) {
        lock.lock();
        try {
            boolean isThere = Objects.deepEquals(find(key, now), value);
            if (isThere) {
                kept.remove(key);
            }
            return isThere;
        } finally {
            lock.unlock();
        }
    }

    /** The value that was kept first; null if there is none whose time is not over. */
    public @Nullable V oldest(Instant now) {
        lock.lock();
        try {
            for (Kept<V> oldest : kept.values()) {
                if (now.isBefore(oldest.until())) {
                    return oldest.value();
                }
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    private void put(String key, V value, Instant until, Instant now) {
        kept.remove(key);
        Iterator<Kept<V>> oldestFirst = kept.values().iterator();
        while (oldestFirst.hasNext()) {
            if (now.isBefore(oldestFirst.next().until()) && kept.size() < capacity) {
                break;
            }
            oldestFirst.remove();
        }
        kept.put(key, new Kept<>(value, until));
    }
}
