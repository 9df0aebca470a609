package dev.latchkey.benchmarks.sidebyside;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A process that says where it listens and answers questions. It ends when this is closed, or this process ends. */
final class ServerProcess implements AutoCloseable {
    private static final int ANSWER_SECONDS = 60;
    private static final int STOP_SECONDS = 10;

    private final String name;
    private final Process process;
    private final Writer questions;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final int port;
    private final long millisToListening;

    /**
     * What a server has used up since its start.
     *
     * @param nanos processor time in nanoseconds
     * @param bytes allocated bytes
     * @param compilation time spent in compilation in milliseconds
     */
    record Usage(long nanos, long bytes, long compilation) {
        Usage since(Usage before) {
            return new Usage(nanos - before.nanos, bytes - before.bytes, compilation - before.compilation);
        }
    }

    /**
     * A server that listens.
     *
     * @throws IllegalStateException if it does not come to that
     */
    static ServerProcess start(String name, List<String> command) {
        try {
            return new ServerProcess(name, command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ServerProcess(String name, List<String> command) throws IOException {
        this.name = name;
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        questions = process.outputWriter(StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "answers of " + name);
        reader.setDaemon(true);
        reader.start();
        try {
            String[] words = answer().split(" ", -1);
            if (words.length != 3 || !words[0].equals("listening")) {
                throw new IllegalStateException(name + " said: " + String.join(" ", words));
            }
            port = Integer.parseInt(words[1]);
            millisToListening = Long.parseLong(words[2]);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (line != null) {
                answers.add(line);
                line = lines.readLine();
            }
        } catch (IOException e) {
            // The process ended; whoever waits for an answer is told below.
        }
        answers.add("ended");
    }

    int port() {
        return port;
    }

    /** Milliseconds from the JVM's start until it listened, as it says. */
    long millisToListening() {
        return millisToListening;
    }

    Usage usage() {
        String[] words = ask("usage").split(" ", 3);
        return new Usage(Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2]));
    }

    /** The bytes of its heap in use after garbage collections. */
    long heap() {
        return Long.parseLong(ask("heap"));
    }

    /** The answer to a question, which is one line. */
    String ask(String question) {
        try {
            questions.write(question + "\n");
            questions.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " ended", e);
        }
        return answer();
    }

    private String answer() {
        try {
            String answer = answers.poll(ANSWER_SECONDS, TimeUnit.SECONDS);
            if (answer == null || answer.equals("ended")) {
                throw new IllegalStateException(
                        name + (answer == null ? " does not answer" : " ended, see its messages above"));
            }
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            questions.close();
        } catch (IOException e) {
            // It ended already.
        }
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
