package dev.latchkey.benchmarks.sidebyside;

import java.io.File;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How long Javalin takes to start with and without Latchkey, in pairs; and which jars Latchkey adds to it. */
final class StartUp {
    private static final Subject BARE = Subject.of("javalin", Subject.UNPROTECTED);
    private static final Subject LATCHKEY = Subject.of("javalin", "latchkey-memory");
    private static final String HEAD = """
            | Start of Javalin | Until its first 200 | Until it listens, by its own clock |
            |---|---:|---:|""";

    private final Launcher launcher;

    /**
     * How long a start took.
     *
     * @param answered milliseconds from the start of the process until its first answer
     * @param listening milliseconds from the JVM's start until it listened
     */
    private record Start(double answered, double listening) {}

    StartUp(Launcher launcher) {
        this.launcher = launcher;
    }

    /** Markdown tables. */
    List<String> measure(int rounds) {
        List<Start> bare = new ArrayList<>();
        List<Start> latchkey = new ArrayList<>();
        start(BARE);
        start(LATCHKEY);
        for (int i = 0; i < rounds; i++) {
            System.err.printf("start-up: pair %d of %d%n", i + 1, rounds);
            Start first = start(i % 2 == 0 ? BARE : LATCHKEY);
            Start second = start(i % 2 == 0 ? LATCHKEY : BARE);
            bare.add(i % 2 == 0 ? first : second);
            latchkey.add(i % 2 == 0 ? second : first);
        }
        List<String> lines = new ArrayList<>(List.of(HEAD));
        lines.add(line("unprotected", bare));
        lines.add(line("latchkey-memory", latchkey));
        lines.add(added(bare, latchkey));
        lines.add("");
        lines.addAll(jars());
        return lines;
    }

    private Start start(Subject subject) {
        long start = System.nanoTime();
        try (ServerProcess server = launcher.start(subject)) {
            int status = Browser.status(URI.create("http://localhost:" + server.port() + "/open"));
            double answered = (System.nanoTime() - start) / 1e6;
            if (status != 200) {
                throw new IllegalStateException(subject + " answers " + status);
            }
            return new Start(answered, server.millisToListening());
        }
    }

    private static String line(String name, List<Start> starts) {
        Estimate answered = Estimate.of(starts.stream().mapToDouble(Start::answered));
        Estimate listening = Estimate.of(starts.stream().mapToDouble(Start::listening));
        return "| " + name + " | " + millis(answered) + " | " + millis(listening) + " |";
    }

    private static String added(List<Start> bare, List<Start> latchkey) {
        double[] answered = new double[bare.size()];
        double[] listening = new double[bare.size()];
        for (int i = 0; i < answered.length; i++) {
            answered[i] = latchkey.get(i).answered() - bare.get(i).answered();
            listening[i] = latchkey.get(i).listening() - bare.get(i).listening();
        }
        return "| more by Latchkey | " + millis(Estimate.of(answered)) + " | " + millis(Estimate.of(listening)) + " |";
    }

    private static String millis(Estimate estimate) {
        return String.format(Locale.ROOT, "%.0f ms (%.0f to %.0f)", estimate.median(), estimate.low(), estimate.high());
    }

    private List<String> jars() {
        List<String> before = launcher.classPath(BARE);
        List<String> lines = new ArrayList<>(List.of("| Jar that Latchkey adds to Javalin | Size |", "|---|---:|"));
        long total = 0;
        for (String jar : launcher.classPath(LATCHKEY)) {
            File file = new File(jar);
            if (!before.contains(jar) && !file.getName().startsWith("latchkey-side-by-side")) {
                lines.add(String.format(Locale.ROOT, "| %s | %,d B |", file.getName(), file.length()));
                total += file.length();
            }
        }
        lines.add(String.format(Locale.ROOT, "| all | %,d B |", total));
        lines.add("");
        lines.add("Javalin has slf4j-api already; jspecify is only needed to compile.");
        return lines;
    }
}
