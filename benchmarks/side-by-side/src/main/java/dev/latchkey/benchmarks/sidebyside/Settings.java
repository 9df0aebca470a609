package dev.latchkey.benchmarks.sidebyside;

import java.nio.file.Path;
import java.util.List;

/**
 * How long and how often to measure; each is a system property of the same name after {@code bench.}.
 *
 * @param seconds seconds of load for a measurement
 * @param rounds pairs of measurements
 * @param warmup seconds of load before the first, at least
 * @param subjects the subjects to measure; all if empty
 * @param logins logins in a block; as many blocks as rounds
 * @param loginWarmup logins before the first block
 * @param sessions sessions to weigh
 * @param directory the directory of this module
 */
record Settings(
        int seconds,
        int rounds,
        int warmup,
        List<String> subjects,
        int logins,
        int loginWarmup,
        int sessions,
        Path directory) {
    static Settings fromProperties() {
        String subjects = System.getProperty("bench.subjects", "");
        return new Settings(
                number("seconds", 2),
                number("rounds", 10),
                number("warmup", 8),
                subjects.isBlank() ? List.of() : List.of(subjects.strip().split("[, ]+", -1)),
                number("logins", 100),
                number("loginWarmup", 1000),
                number("sessions", 5000),
                Path.of(System.getProperty("bench.directory", ".")));
    }

    boolean includes(String subject) {
        return subjects.isEmpty() || subjects.contains(subject);
    }

    private static int number(String name, int otherwise) {
        int value = Integer.getInteger("bench." + name, otherwise);
        if (value < 1) {
            throw new IllegalArgumentException("bench." + name + ": expected 1 or more, not " + value);
        }
        return value;
    }
}
