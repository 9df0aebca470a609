package dev.latchkey.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Many users, each of whom acts every few seconds; some of them at a time. */
final class Crowd implements AutoCloseable {
    private static final int THREADS = 32;
    private static final Duration BETWEEN_ARRIVALS = Duration.ofMillis(15);
    private static final Duration BETWEEN_VISITS = Duration.ofSeconds(6);
    private static final int LEAST_VISITS = 4;

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS);
    private final ExecutorService scripts = Executors.newFixedThreadPool(THREADS);
    private final List<User> users = new ArrayList<>();
    private final List<Throwable> defects = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch still;
    private volatile boolean mayLeave;

    Crowd(Cluster cluster, Observer observer, int size) {
        still = new CountDownLatch(size);
        for (int i = 0; i < size; i++) {
            users.add(new User(new Visitor(cluster, "user-" + i), observer, scripts));
        }
    }

    /** Lets them come, one after another. */
    void arrive() {
        for (int i = 0; i < users.size(); i++) {
            schedule(users.get(i), BETWEEN_ARRIVALS.multipliedBy(i));
        }
    }

    private void schedule(User user, Duration delay) {
        Future<?> unused = threads.schedule(() -> act(user), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void act(User user) {
        boolean isLast = mayLeave && user.isSignedIn() && user.visits() >= LEAST_VISITS;
        try {
            Duration wait = user.act();
            if (user.isSignedOut() || (isLast && wait.isZero())) {
                still.countDown();
            } else {
                schedule(user, wait.isZero() ? BETWEEN_VISITS : wait);
            }
        } catch (RuntimeException | Error e) {
            defects.add(e);
            still.countDown();
        }
    }

    /** Lets everybody leave after one more visit at which all goes well. */
    void mayLeave() {
        mayLeave = true;
    }

    /** Returns when everybody has left. */
    boolean awaitEnd(Duration limit) throws InterruptedException {
        return still.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** How many have signed in, by now. */
    long signedIn() {
        return users.stream().filter(User::isSignedIn).count();
    }

    /** How many were asked to sign in again. */
    long signedOut() {
        return users.stream().filter(User::isSignedOut).count();
    }

    /** What should not have been thrown. */
    List<Throwable> defects() {
        return List.copyOf(defects);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        scripts.shutdownNow();
    }
}
