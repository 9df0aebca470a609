package dev.latchkey.performance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What {@link Measurement} printed in a process of its own. Nothing there is left to the optimiser, so it is always the same. */
final class Figures {
    /** Compiled code without escape analysis allocates what interpreted code does. */
    private static final String WITHOUT_ESCAPE_ANALYSIS = "-XX:TieredStopAtLevel=1";

    private Figures() {}

    /** By operation, then by what was counted. */
    static Map<String, Map<String, Long>> of(String what) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        WITHOUT_ESCAPE_ANALYSIS,
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Measurement.class.getName(),
                        what)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        if (process.waitFor() != 0) {
            throw new IOException("measuring " + what + " ended with " + process.exitValue());
        }
        Map<String, Map<String, Long>> figures = new TreeMap<>();
        for (String line : lines) {
            String[] fields = line.split(Measurement.SEPARATOR, -1);
            figures.computeIfAbsent(fields[0], name -> new TreeMap<>()).put(fields[1], Long.valueOf(fields[2]));
        }
        return figures;
    }
}
