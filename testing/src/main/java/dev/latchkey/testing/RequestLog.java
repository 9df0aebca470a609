package dev.latchkey.testing;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** The newest requests, oldest first. Thread-safe. */
final class RequestLog<T> {
    private static final int MOST = 10_000;

    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<T> requests = new ArrayDeque<>();

    RequestLog() {
        this(MOST);
    }

    RequestLog(int most) {
        this.most = most;
    }

    void add(T request) {
        lock.lock();
        try {
            if (requests.size() == most) {
                requests.removeFirst();
            }
            requests.addLast(request);
        } finally {
            lock.unlock();
        }
    }

    List<T> all() {
        lock.lock();
        try {
            return List.copyOf(requests);
        } finally {
            lock.unlock();
        }
    }

    void clear() {
        lock.lock();
        try {
            requests.clear();
        } finally {
            lock.unlock();
        }
    }
}
