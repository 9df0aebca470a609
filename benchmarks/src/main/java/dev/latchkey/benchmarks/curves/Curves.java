package dev.latchkey.benchmarks.curves;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** Prints how costs grow, as Markdown, and draws it. */
public final class Curves {
    private static final List<Integer> USERS = List.of(1, 2, 4, 8, 16, 32, 64);
    private static final List<Integer> TENS = List.of(1, 10, 100, 1000);

    private Curves() {}

    /** The file to draw into, and the numbers of sessions, ascending. */
    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        List<Integer> sessions =
                Arrays.stream(arguments).skip(1).map(Integer::valueOf).toList();
        measure(List.of(1000), List.of(1, 2), List.of(10)); // What is loaded and compiled once counts for nothing.
        List<Panel> panels = measure(sessions, USERS, TENS);
        panels.forEach(panel -> System.out.println("\n**" + panel.title() + "**\n\n" + panel.table()));
        Files.writeString(Path.of(arguments[0]), new Drawing(panels).svg());
    }

    private static List<Panel> measure(List<Integer> sessions, List<Integer> users, List<Integer> tens)
            throws InterruptedException, ExecutionException {
        return List.of(
                Measured.sessions(sessions), Measured.users(users), Measured.providers(tens), Measured.roles(tens));
    }
}
