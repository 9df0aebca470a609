package dev.latchkey.verify.certification;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What the log prints meanwhile. */
final class Printed implements AutoCloseable {
    private final PrintStream err = System.err;
    private final PrintStream out = System.out;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Printed() {
        PrintStream both = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        System.setErr(both);
        System.setOut(both);
    }

    String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        System.setErr(err);
        System.setOut(out);
    }
}
