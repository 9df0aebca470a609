package dev.latchkey.benchmarks.sidebyside;

import dev.latchkey.benchmarks.servers.RedisServer;
import dev.latchkey.benchmarks.sidebyside.Running.Cost;
import dev.latchkey.benchmarks.sidebyside.Running.Credentials;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a request costs one server, unprotected and behind each of its subjects: in pairs, whose order alternates. */
final class RequestCosts implements AutoCloseable {
    private static final String REDIS = "latchkey-redis";
    private static final int FEW = 100;

    private final String server;
    private final Settings settings;
    private final RedisServer redis;
    private final Running unprotected;
    private final Map<Running, Pairs> pairs = new LinkedHashMap<>();

    /** Starts all of a server's subjects. */
    RequestCosts(
            String server,
            Settings settings,
            Launcher launcher,
            RedisServer redis,
            Browser.Person person,
            String token) {
        this.server = server;
        this.settings = settings;
        this.redis = redis;
        unprotected = new Running(Subject.of(server, Subject.UNPROTECTED), launcher, person, token);
        try {
            for (Subject subject : Subject.ALL) {
                if (isMeasured(subject)) {
                    pairs.put(new Running(subject, launcher, person, token), new Pairs());
                }
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private boolean isMeasured(Subject subject) {
        return subject.server().equals(server) && !subject.isUnprotected() && settings.includes(subject.name());
    }

    /** A row for each subject; none if only others are to be measured. */
    List<CostRow> measure() {
        if (pairs.isEmpty()) {
            return List.of();
        }
        pairs.keySet().forEach(this::warmUp);
        for (int round = 0; round < settings.rounds(); round++) {
            System.err.printf("%s: round %d of %d%n", server, round + 1, settings.rounds());
            int turn = round;
            for (Map.Entry<Running, Pairs> entry : pairs.entrySet()) {
                measure(entry.getKey(), entry.getValue(), turn++ % 2 == 0);
            }
        }
        return rows();
    }

    private void warmUp(Running subject) {
        Credentials credentials = subject.credentials();
        warmUp(unprotected, credentials);
        warmUp(subject, credentials);
    }

    private void warmUp(Running warmed, Credentials credentials) {
        WarmUp warmUp = new WarmUp(settings.warmup(), settings.seconds());
        while (!warmUp.isOver()) {
            warmUp.add(warmed.load(credentials, settings.seconds()));
        }
        System.err.printf("%s: %s%n", warmed.subject(), warmUp);
    }

    private void measure(Running subject, Pairs pairs, boolean unprotectedFirst) {
        Credentials credentials = subject.credentials();
        Cost before = unprotectedFirst ? unprotected.load(credentials, settings.seconds()) : null;
        Cost cost = subject.load(credentials, settings.seconds());
        Cost bare = before != null ? before : unprotected.load(credentials, settings.seconds());
        pairs.add(bare, cost);
        System.err.printf(
                Locale.ROOT,
                "%s: %.1f µs, %.1f µs more than unprotected%n",
                subject.subject(),
                cost.micros(),
                cost.micros() - bare.micros());
    }

    private List<CostRow> rows() {
        List<CostRow> rows = new ArrayList<>();
        long bareHeap = unprotected.process().heap();
        pairs.forEach((subject, measured) -> {
            int header = subject.credentials().value().length();
            if (rows.isEmpty()) {
                rows.add(bare(measured, header, bareHeap));
            }
            long heap = subject.process().heap();
            rows.add(new CostRow(
                    subject.subject(),
                    header,
                    measured.of(Cost::micros),
                    measured.compared((cost, bare) -> cost.micros() - bare.micros()),
                    measured.compared((cost, bare) -> cost.perSecond() / bare.perSecond())
                            .median(),
                    measured.of(Cost::perSecond).median(),
                    measured.of(Cost::bytes).median(),
                    measured.compared((cost, bare) -> cost.bytes() / bare.bytes())
                            .median(),
                    heap,
                    (double) heap / bareHeap));
        });
        return rows;
    }

    private CostRow bare(Pairs measured, int header, long heap) {
        return new CostRow(
                unprotected.subject(),
                header,
                measured.ofBare(Cost::micros),
                Estimate.of(0),
                1,
                measured.ofBare(Cost::perSecond).median(),
                measured.ofBare(Cost::bytes).median(),
                1,
                heap,
                1);
    }

    /** What Redis is asked for, and how a decision compares with a bare GET; empty without Redis. */
    List<String> redisNotes() {
        List<String> notes = new ArrayList<>();
        pairs.forEach((subject, measured) -> {
            if (subject.subject().name().equals(REDIS)) {
                Credentials credentials = subject.credentials();
                Map<String, Long> before = redis.calls();
                subject.request(credentials, FEW);
                notes.add(RedisNotes.commands(server, FEW, before, redis.calls()));
                if (server.equals("javalin")) {
                    notes.add(RedisNotes.roundTrip(subject.process().ask("roundtrip " + credentials.value())));
                }
            }
        });
        return notes;
    }

    @Override
    public void close() {
        pairs.keySet().forEach(Running::close);
        unprotected.close();
    }
}
