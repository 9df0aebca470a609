package dev.latchkey.benchmarks.sidebyside;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** What a whole login over HTTP costs the application's server, and how much of its heap the session takes. */
final class LoginCosts implements AutoCloseable {
    private static final List<Subject> SUBJECTS = List.of(
            Subject.of("javalin", "latchkey-memory"),
            Subject.UNCHECKED,
            Subject.of("javalin", "pac4j"),
            Subject.of("spring", "spring-security"));
    private static final String HEAD = """
            | Server | Before the handler | CPU per login | Ratio to latchkey-memory | Allocated per login | \
            Heap per session |
            |---|---|---:|---:|---:|---:|""";

    /** A server that waits for one browser pays more for waking up than for the login. */
    private static final int AT_A_TIME = 4;

    private final ExecutorService crowd = Executors.newFixedThreadPool(AT_A_TIME);
    private final Settings settings;
    private final Browser.Person person;
    private final Map<ServerProcess, Block> blocks = new LinkedHashMap<>();

    /** Milliseconds and bytes for each login, by block. */
    private record Block(Subject subject, List<Double> millis, List<Double> bytes) {}

    /** Starts those of the subjects that are to be measured. */
    LoginCosts(Settings settings, Launcher launcher, Browser.Person person) {
        this.settings = settings;
        this.person = person;
        try {
            for (Subject subject : SUBJECTS) {
                if (settings.includes(subject.name())) {
                    blocks.put(launcher.start(subject), new Block(subject, new ArrayList<>(), new ArrayList<>()));
                }
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** A Markdown table; empty if only others are to be measured. */
    List<String> measure() {
        if (blocks.isEmpty()) {
            return List.of();
        }
        for (ServerProcess server : blocks.keySet()) {
            System.err.printf("%s: %d logins to warm up%n", server, settings.loginWarmup());
            new Browser(person).open(server.port()); // Not all servers bear several first logins at once.
            signIn(server, settings.loginWarmup());
        }
        List<ServerProcess> turns = new ArrayList<>(blocks.keySet());
        for (int round = 0; round < settings.rounds(); round++) {
            System.err.printf("logins: block %d of %d%n", round + 1, settings.rounds());
            turns.forEach(this::measure);
            turns.add(turns.remove(0));
        }
        List<String> lines = new ArrayList<>(List.of(HEAD));
        List<Double> reference = blocks.values().iterator().next().millis();
        blocks.forEach((server, block) -> lines.add(line(block, reference, heapPerSession(server))));
        return lines;
    }

    private void measure(ServerProcess server) {
        ServerProcess.Usage before = server.usage();
        signIn(server, settings.logins());
        ServerProcess.Usage used = server.usage().since(before);
        Block block = Objects.requireNonNull(blocks.get(server));
        block.millis().add(used.nanos() / 1e6 / settings.logins());
        block.bytes().add((double) used.bytes() / settings.logins());
        System.err.printf(
                Locale.ROOT,
                "%s: %.2f ms, %d ms of compilation in all%n",
                server,
                used.nanos() / 1e6 / settings.logins(),
                used.compilation());
    }

    private double heapPerSession(ServerProcess server) {
        System.err.printf("%s: %d sessions%n", server, settings.sessions());
        long before = server.heap();
        signIn(server, settings.sessions());
        return (double) (server.heap() - before) / settings.sessions();
    }

    private void signIn(ServerProcess server, int times) {
        AtomicInteger left = new AtomicInteger(times);
        List<CompletableFuture<Void>> people = new ArrayList<>();
        for (int i = 0; i < AT_A_TIME; i++) {
            people.add(CompletableFuture.runAsync(
                    () -> {
                        while (left.getAndDecrement() > 0) {
                            new Browser(person).open(server.port());
                        }
                    },
                    crowd));
        }
        people.forEach(CompletableFuture::join);
    }

    private static String line(Block block, List<Double> reference, double heap) {
        double[] ratios = new double[reference.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = block.millis().get(i) / reference.get(i);
        }
        Estimate millis = Estimate.of(block.millis().stream().mapToDouble(Double::doubleValue));
        Estimate bytes = Estimate.of(block.bytes().stream().mapToDouble(Double::doubleValue));
        Estimate ratio = Estimate.of(ratios);
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.3f ms (%.3f to %.3f) | %.2f (%.2f to %.2f) | %,.0f B | %,.0f B |",
                block.subject().server(),
                block.subject().name(),
                millis.median(),
                millis.low(),
                millis.high(),
                ratio.median(),
                ratio.low(),
                ratio.high(),
                bytes.median(),
                heap);
    }

    @Override
    public void close() {
        crowd.shutdownNow();
        blocks.keySet().forEach(ServerProcess::close);
    }
}
