package dev.latchkey.benchmarks.sidebyside;

import dev.latchkey.benchmarks.servers.RedisServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Measures what login costs a server: for each request, for each login, for each session, and at the start. */
public final class SideBySide {
    private final Settings settings;
    private final Launcher launcher;
    private final Browser.Person person;
    private final String token;
    private final ServerProcess provider;
    private final RedisServer redis;
    private final Report report;

    private SideBySide(Settings settings, ServerProcess provider, RedisServer redis) {
        this.settings = settings;
        this.provider = provider;
        this.redis = redis;
        this.person = Browser.Person.signedIn(provider);
        this.token = provider.ask("token");
        this.launcher = new Launcher(settings.directory(), person.issuer(), redis.uri());
        this.report = new Report(settings.directory().resolve("../target").normalize());
    }

    /** Prints tables, and writes them to {@code benchmarks/target}. */
    public static void main(String[] arguments) {
        try {
            Settings settings = Settings.fromProperties();
            Tools.require(List.of("wrk", "redis-server"));
            run(settings);
        } catch (IllegalArgumentException | IllegalStateException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static void run(Settings settings) {
        try (RedisServer redis = redis();
                ServerProcess provider = Launcher.provider()) {
            Thread stop = new Thread(redis::close);
            Runtime.getRuntime().addShutdownHook(stop);
            new SideBySide(settings, provider, redis).measure();
            Runtime.getRuntime().removeShutdownHook(stop);
        }
    }

    /** A Redis server. If it does not start, it is started once more, on another port. */
    private static RedisServer redis() {
        try {
            return new RedisServer();
        } catch (IllegalStateException e) {
            System.err.println(e.getMessage() + "; once more");
            return new RedisServer();
        }
    }

    private void measure() {
        report.section("Configured as", new Configuration(launcher, redis.version()).lines());
        requests();
        logins();
        if (settings.includes("latchkey-memory")) {
            report.section("Start-up", new StartUp(launcher).measure(settings.rounds()));
        }
    }

    private void requests() {
        List<String> lines = new ArrayList<>(List.of(CostRow.HEAD));
        List<String> notes = new ArrayList<>();
        for (String server : List.of("javalin", "jetty", "spring")) {
            try (RequestCosts costs = new RequestCosts(server, settings, launcher, redis, person, token)) {
                List<CostRow> rows = costs.measure();
                rows.forEach(row -> lines.add(row.markdown()));
                report.rows(rows);
                notes.addAll(costs.redisNotes());
            }
        }
        lines.add("");
        lines.add(String.format(
                Locale.ROOT,
                "Medians of %d pairs, in turn, of %d s with 16 connections; \"more than unprotected\" is the median of the"
                        + " differences within a pair, with its %.1f %% interval by the sign test. Each subject is compared"
                        + " with the unprotected server under requests with the same header. Throughput is no goal: load"
                        + " and server share the processors.",
                settings.rounds(),
                settings.seconds(),
                Estimate.coverage(settings.rounds()) * 100));
        for (String note : notes) {
            lines.add("");
            lines.add(note);
        }
        report.section("A request of a user who is signed in", lines);
    }

    private void logins() {
        try (LoginCosts costs = new LoginCosts(settings, launcher, person)) {
            List<String> lines = new ArrayList<>(costs.measure());
            if (lines.isEmpty()) {
                return;
            }
            String asked = provider.ask("userinfo");
            lines.add("");
            lines.add(String.format(
                    Locale.ROOT,
                    "From the protected page without a cookie through the provider to the page's 200; four logins at a time,"
                            + " each in a new browser. Medians of %d blocks of %d logins, in turn, after %d logins to warm"
                            + " up, with their %.1f %% intervals by the sign test. The heap is what %d further sessions"
                            + " added after garbage collections; with Latchkey that includes what it remembers of each login"
                            + " for ten minutes. \"unchecked\" is a login that makes the same requests, checks nothing and"
                            + " keeps nothing but an id: no login can cost less. Requests to UserInfo: %s.",
                    settings.rounds(),
                    settings.logins(),
                    settings.loginWarmup(),
                    Estimate.coverage(settings.rounds()) * 100,
                    settings.sessions(),
                    asked));
            report.section("A login, and its session", lines);
        }
    }
}
