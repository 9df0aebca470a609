package dev.latchkey.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was counted and measured, in the order in which it is printed. Thread-safe. */
final class Figures {
    private final String prefix;
    private final Map<String, Number> values = new LinkedHashMap<>();

    /**
     * No figures yet.
     *
     * @param prefix what their names begin with
     */
    Figures(String prefix) {
        this.prefix = prefix;
    }

    /** Counts one more. */
    synchronized void count(String name) {
        values.put(name, get(name) + 1);
    }

    /** Sets a figure, which has its place in the order then. */
    synchronized void set(String name, Number value) {
        values.put(name, value);
    }

    /** A figure; zero if nobody counted. */
    synchronized long get(String name) {
        return values.getOrDefault(name, 0L).longValue();
    }

    /** One line per figure, {@code prefix.name: value}, to the console and to a file. */
    synchronized void print(String file) throws IOException {
        List<String> lines = new ArrayList<>();
        values.forEach((name, value) -> lines.add(prefix + "." + name + ": " + text(value)));
        lines.forEach(System.out::println);
        Path directory = Files.createDirectories(Path.of("target", "figures"));
        Files.write(directory.resolve(prefix + "-" + file + ".txt"), lines);
    }

    private static String text(Number value) {
        return value instanceof Double decimal ? String.format(Locale.ROOT, "%.2f", decimal) : value.toString();
    }
}
