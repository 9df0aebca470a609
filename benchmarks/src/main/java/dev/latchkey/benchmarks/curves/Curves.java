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
        loadAndCompile();
        List<Panel> panels = List.of(
                printed(Measured.sessions(sessions)),
                printed(Measured.users(USERS)),
                printed(Measured.providers(TENS)),
                printed(Measured.roles(TENS)));
        Files.writeString(Path.of(arguments[0]), new Drawing(panels).svg());
    }

    /** What is loaded and compiled once counts for nothing. */
    private static void loadAndCompile() throws InterruptedException, ExecutionException {
        Measured.sessions(List.of(1000));
        Measured.users(List.of(2));
        Measured.providers(List.of(10));
        Measured.roles(List.of(10));
    }

    private static Panel printed(Panel panel) {
        System.out.println("\n**" + panel.title() + "**\n\n" + panel.table());
        return panel;
    }
}
