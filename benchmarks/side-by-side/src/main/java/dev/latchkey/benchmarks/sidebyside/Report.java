package dev.latchkey.benchmarks.sidebyside;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Prints what was measured, and keeps it in two files, which are written anew with every addition. */
final class Report {
    private final Path directory;
    private final List<String> markdown = new ArrayList<>();
    private final List<CostRow> rows = new ArrayList<>();

    /** A report in this directory. */
    Report(Path directory) {
        this.directory = directory;
    }

    /** Adds a section. */
    void section(String title, List<String> lines) {
        List<String> added = new ArrayList<>(List.of("## " + title, ""));
        added.addAll(lines);
        added.add("");
        added.forEach(System.out::println);
        markdown.addAll(added);
        write("side-by-side.md", String.join("\n", markdown));
    }

    /** Adds rows to the file for programs. */
    void rows(List<CostRow> added) {
        rows.addAll(added);
        write(
                "side-by-side.json",
                rows.stream().map(CostRow::json).collect(Collectors.joining(",\n  ", "[\n  ", "\n]\n")));
    }

    private void write(String name, String text) {
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
