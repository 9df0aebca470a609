package dev.latchkey.jdbc;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What slf4j-simple writes while this is open. */
final class CapturedLog implements AutoCloseable {
    private final PrintStream before = System.err;
    private final ByteArrayOutputStream captured = new ByteArrayOutputStream();

    CapturedLog() {
        System.setErr(new PrintStream(captured, true, StandardCharsets.UTF_8));
    }

    List<String> warnings() {
        return captured.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains("WARN dev.latchkey"))
                .toList();
    }

    @Override
    public void close() {
        System.setErr(before);
    }
}
