package dev.latchkey.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A server in a process of its own, with its output in a log file; closing it ends it and every process it started. */
final class Server implements AutoCloseable {
    private static final Duration READY = Duration.ofMinutes(1);
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Process process;
    private final Path log;

    private Server(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts a server, and once more if that fails.
     *
     * @param name the name of its log file
     * @param isReady whether it answers
     */
    static Server start(String name, List<String> command, Path directory, Callable<Boolean> isReady)
            throws IOException {
        try {
            return startOnce(name, command, directory, isReady);
        } catch (IllegalStateException first) {
            try {
                return startOnce(name, command, directory, isReady);
            } catch (IllegalStateException second) {
                second.addSuppressed(first);
                throw second;
            }
        }
    }

    private static Server startOnce(String name, List<String> command, Path directory, Callable<Boolean> isReady)
            throws IOException {
        Path log = Files.createDirectories(Path.of("target", "logs")).resolve(name + ".log");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        Server server = new Server(process, log);
        // Ctrl-C ends the tests without closing anything.
        Runtime.getRuntime().addShutdownHook(new Thread(server::kill));
        try {
            Await.until(name + " is ready; see " + log, READY, () -> server.hasEnded() || isReady.call());
            if (server.hasEnded()) {
                throw new IllegalStateException(
                        name + " ended with status " + process.exitValue() + "; see " + log.toAbsolutePath());
            }
            return server;
        } catch (IllegalStateException e) {
            server.kill();
            throw e;
        }
    }

    private boolean hasEnded() {
        return !process.isAlive();
    }

    /** Ends it as {@code kill -9} does, with all that it started. */
    void kill() {
        end(all(), ProcessHandle::destroyForcibly);
    }

    /** Sends a signal to the process itself, and waits until it has ended of it. */
    void endBy(String signal) throws IOException {
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .inheritIO()
                .start();
        Await.until("a server has ended; see " + log, READY, this::hasEnded);
    }

    /** Asks it to end, and sees to it. */
    @Override
    public void close() {
        List<ProcessHandle> all = all();
        end(all, ProcessHandle::destroy);
        end(all, ProcessHandle::destroyForcibly);
    }

    private List<ProcessHandle> all() {
        return Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
    }

    private static void end(List<ProcessHandle> all, Consumer<ProcessHandle> how) {
        all.forEach(how);
        CompletableFuture.allOf(all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new))
                .completeOnTimeout(null, GRACE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }
}
