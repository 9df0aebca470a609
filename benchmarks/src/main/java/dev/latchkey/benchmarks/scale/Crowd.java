package dev.latchkey.benchmarks.scale;

import dev.latchkey.http.WebRequest;
import dev.latchkey.store.RevocableSessionStore;
import dev.latchkey.store.StoredSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many people who are signed in, some of whom are known. */
final class Crowd {
    private static final int KNOWN = 10_000;
    private static final int LEAVING = 1000;
    private static final Duration LOGIN_MEMORY = Duration.ofMinutes(11);
    private static final Duration IDLE = Duration.ofMinutes(31);
    private static final int LATECOMERS = 100;

    private final Setting setting;
    private final SetClock clock = new SetClock();
    private final InProcessProvider provider = new InProcessProvider(clock);
    private final RecordingStore store;
    private final Users users;
    private final long memoryBefore;
    private final List<Known> known = Collections.synchronizedList(new ArrayList<>());
    private final int size;
    private int left;

    private record Known(String key, WebRequest request) {}

    Crowd(Setting setting, int size) {
        this.setting = setting;
        this.size = size;
        RevocableSessionStore measured = setting.store(clock);
        store = new RecordingStore(measured);
        users = new Users(store, provider, clock);
        users.signIn(-1);
        memoryBefore = setting.usedMemory();
    }

    /** Some from all of the time are known. */
    private void signIn() throws InterruptedException, ExecutionException {
        int step = Math.max(1, size / KNOWN);
        ExecutorService threads = Executors.newFixedThreadPool(setting.loginsAtATime());
        List<Future<?>> logins = new ArrayList<>();
        for (int thread = 0; thread < setting.loginsAtATime(); thread++) {
            int first = thread;
            logins.add(threads.submit(() -> {
                for (int user = first; user < size; user += setting.loginsAtATime()) {
                    WebRequest request = users.signIn(user);
                    if (user % step == 0) {
                        known.add(new Known(Objects.requireNonNull(store.createdLast()), request));
                    }
                }
            }));
        }
        threads.shutdown();
        for (Future<?> login : logins) {
            login.get();
        }
    }

    /** What their sessions cost. The logins' own traces, which are forgotten after ten minutes, do not count. */
    Row measure() throws InterruptedException, ExecutionException {
        signIn();
        clock.pass(LOGIN_MEMORY);
        users.signIn(-2);
        Collections.shuffle(known, new Random(1));
        int operations = setting.quickOperations();
        double find = Stopwatch.afterWarmUp(operations, i -> Objects.requireNonNull(store.find(one(i).key())));
        double request = Stopwatch.afterWarmUp(operations, i -> users.request(one(i).request()));
        double save = save(Math.min(known.size(), operations));
        known.clear();
        double bytes = (double) (setting.usedMemory() - memoryBefore) / size;
        double tokenBytes = (double) provider.tokenBytes() / size;
        double logout = Stopwatch.nanos(Math.min(LEAVING, size / 10), i -> leave());
        double login = setting.sweepsAtLogins() ? longestLoginAfterAllHaveExpired() : Double.NaN;
        return new Row(setting.name(), size, find, request, save, logout, login, bytes, tokenBytes);
    }

    private Known one(int i) {
        return known.get(i % known.size());
    }

    /** Every session is saved twice: once to warm up. */
    private double save(int operations) {
        double nanos = 0;
        for (int round = 0; round < 2; round++) {
            List<StoredSession> next = new ArrayList<>();
            for (int i = 0; i < operations; i++) {
                StoredSession now = Objects.requireNonNull(store.find(one(i).key()));
                next.add(now.changed(now.expiresAt(), now.content()));
            }
            nanos = Stopwatch.nanos(operations, i -> {
                StoredSession session = next.get(i);
                if (!store.replaceIfVersion(session, session.version() - 1)) {
                    throw new IllegalStateException("not replaced");
                }
            });
        }
        return nanos;
    }

    /** Those who leave are the first who came. */
    private void leave() {
        if (users.endSessions(left++) != 1) {
            throw new IllegalStateException("had no session: " + (left - 1));
        }
    }

    /** The longest of some logins after all sessions have expired, in nanoseconds. */
    private double longestLoginAfterAllHaveExpired() {
        clock.pass(IDLE);
        return Stopwatch.longest(LATECOMERS, i -> users.signIn(-3 - i));
    }
}
