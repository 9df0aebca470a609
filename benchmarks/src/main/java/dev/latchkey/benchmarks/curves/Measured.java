package dev.latchkey.benchmarks.curves;

import dev.latchkey.app.Access;
import dev.latchkey.benchmarks.fixture.Where;
import dev.latchkey.http.WebRequest;
import dev.latchkey.store.SessionStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Measures the curves. */
final class Measured {
    private static final String CPU_TIME = "CPU time (µs)";
    private static final int REQUESTS = 60_000;
    private static final int LOGINS = 10_000;
    private static final int KNOWN = 10_000;
    private static final int COLLECTIONS = 3;

    private Measured() {}

    /** Requests, and memory, by the number of sessions in memory. */
    static Panel sessions(List<Integer> numbers) {
        List<Point> requests = new ArrayList<>();
        List<Point> memory = new ArrayList<>();
        for (int number : numbers) {
            long before = usedMemory();
            SessionStore store = Where.MEMORY.store();
            List<WebRequest> pages = new Site(store, 1, List.of("user")).signInAll(number, KNOWN);
            Site site = new Site(store, 1, List.of("user"));
            requests.add(new Point(number, request(site, pages, Access.signedIn())));
            pages.clear();
            memory.add(new Point(number, (double) (usedMemory() - before) / number));
            site.open(site.signIn(-1), Access.signedIn());
        }
        return new Panel(
                "Sessions in memory",
                "Sessions",
                CPU_TIME,
                List.of(new Curve("request", requests)),
                "bytes per session",
                new Curve("memory", memory));
    }

    /** Requests by the number of users who send them at a time, each from a thread of his own. */
    static Panel users(List<Integer> numbers) throws InterruptedException, ExecutionException {
        List<Curve> curves = new ArrayList<>();
        for (Where where : Where.values()) {
            Site site = new Site(where.store(), 1, List.of("user"));
            List<WebRequest> pages = site.signInAll(1000, 1000);
            request(site, pages, Access.signedIn());
            List<Point> points = new ArrayList<>();
            for (int number : numbers) {
                points.add(new Point(number, requestAtATime(site, pages, number)));
            }
            curves.add(new Curve(where == Where.MEMORY ? "session in memory" : "session in a cookie", points));
        }
        return new Panel("Users at a time", "Users at a time", CPU_TIME, curves);
    }

    /** Requests, and starts of logins, by the number of providers that are configured. */
    static Panel providers(List<Integer> numbers) {
        List<Point> requests = new ArrayList<>();
        List<Point> logins = new ArrayList<>();
        for (int number : numbers) {
            Site site = new Site(Where.MEMORY.store(), number, List.of("user"));
            requests.add(new Point(number, request(site, site.signInAll(1000, 1000), Access.signedIn())));
            logins.add(new Point(number, Cpu.micros(LOGINS, i -> site.startLogin())));
        }
        return new Panel(
                "Providers",
                "Providers",
                CPU_TIME,
                List.of(new Curve("request", requests), new Curve("start of a login", logins)));
    }

    /** Requests that need a role, by the number of roles that the user has. */
    static Panel roles(List<Integer> numbers) {
        List<Point> points = new ArrayList<>();
        for (int number : numbers) {
            List<String> roles = IntStream.rangeClosed(1, number)
                    .mapToObj(role -> "role-" + role)
                    .toList();
            Site site = new Site(Where.MEMORY.store(), 1, roles);
            Access access = Access.signedIn().withRole("role-" + number);
            points.add(new Point(number, request(site, site.signInAll(1000, 1000), access)));
        }
        return new Panel(
                "Roles of the user", "Roles", CPU_TIME, List.of(new Curve("request that needs a role", points)));
    }

    private static double request(Site site, List<WebRequest> pages, Access access) {
        return Cpu.micros(REQUESTS, i -> site.open(pages.get(i % pages.size()), access));
    }

    private static double requestAtATime(Site site, List<WebRequest> pages, int threads)
            throws InterruptedException, ExecutionException {
        ExecutorService users = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Double>> times = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                int own = pages.size() / threads;
                List<WebRequest> ownPages = pages.subList(thread * own, (thread + 1) * own);
                times.add(users.submit(() -> Cpu.micros(
                        Math.max(REQUESTS / threads, 1000), i -> site.open(ownPages.get(i % own), Access.signedIn()))));
            }
            double sum = 0;
            for (Future<Double> time : times) {
                sum += time.get();
            }
            return sum / threads;
        } finally {
            users.shutdown();
        }
    }

    /** The heap that is in use after garbage collections, in bytes. */
    private static long usedMemory() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
