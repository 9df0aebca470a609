package dev.latchkey.interleaving;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Threads of which one runs at a time, each up to its next step. Whoever is no actor, such as the test that sets the scene,
 * takes steps as they come. Thread-safe.
 */
public final class Turns {
    private static final long LONGEST_TURN_SECONDS = 60;

    private final ThreadLocal<Integer> self = new ThreadLocal<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition turnEnds = lock.newCondition();
    private final Map<Integer, Condition> turnBegins = new HashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(Turns::daemon);
    private final Map<Integer, Pending> pending = new TreeMap<>();
    private final List<Throwable> failures = new ArrayList<>();
    private @Nullable Integer running;

    /** Nobody's turn yet. */
    public Turns() {}

    private record Pending(Step step, BooleanSupplier isPossible) {}

    /** Lets actors begin, one after the other, each up to its first step. */
    void begin(List<Runnable> actors) throws InterruptedException {
        pending.clear();
        failures.clear();
        for (int i = 0; i < actors.size(); i++) {
            int actor = i;
            Runnable part = actors.get(i);
            lock.lock();
            try {
                running = actor;
                threads.execute(() -> play(actor, part));
                awaitTurnsEnd();
            } finally {
                lock.unlock();
            }
        }
    }

    private static Thread daemon(Runnable play) {
        Thread thread = new Thread(play, "actor");
        thread.setDaemon(true);
        return thread;
    }

    private void play(int actor, Runnable part) {
        self.set(actor);
        try {
            part.run();
        } catch (Throwable e) {
            failures.add(e);
        } finally {
            self.remove();
            pass(null);
        }
    }

    /** What comes next in this thread is this step; it is taken when the turn comes. */
    public void step(String what, String on, boolean changes) {
        step(what, on, changes, () -> true);
    }

    /** The same, with a condition that only steps of others can change. */
    public void step(String what, String on, boolean changes, BooleanSupplier isPossible) {
        Integer actor = self.get();
        if (actor != null) {
            pass(new Pending(new Step(actor, what, on, changes), isPossible));
        }
    }

    private void pass(@Nullable Pending next) {
        lock.lock();
        try {
            running = null;
            turnEnds.signal();
            if (next != null) {
                int actor = next.step().actor();
                pending.put(actor, next);
                while (running == null || running != actor) {
                    turnOf(actor).awaitUninterruptibly();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** The steps that can be taken now. */
    List<Step> possible() {
        lock.lock();
        try {
            return pending.values().stream()
                    .filter(next -> next.isPossible().getAsBoolean())
                    .map(Pending::step)
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** Are there actors that have not come to their end? */
    boolean isUnderWay() {
        lock.lock();
        try {
            return !pending.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Lets an actor take its step, and go on up to the next one. */
    void take(Step step) throws InterruptedException {
        lock.lock();
        try {
            pending.remove(step.actor());
            running = step.actor();
            turnOf(step.actor()).signal();
            awaitTurnsEnd();
        } finally {
            lock.unlock();
        }
    }

    private Condition turnOf(int actor) {
        return turnBegins.computeIfAbsent(actor, a -> lock.newCondition());
    }

    private void awaitTurnsEnd() throws InterruptedException {
        while (running != null) {
            if (!turnEnds.await(LONGEST_TURN_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("actor " + running + " waits for something else than its turn");
            }
        }
    }

    /** What actors failed with. */
    List<Throwable> failures() {
        lock.lock();
        try {
            return List.copyOf(failures);
        } finally {
            lock.unlock();
        }
    }
}
