package dev.latchkey.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A server (Redis, or a Sentinel) in a process of its own on a free port of the loopback interface. */
final class RedisServer implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Path directory;
    private final int port;
    private final List<String> command;
    private final List<String> cli = new ArrayList<>(List.of("redis-cli", "-h", "127.0.0.1"));
    private Process process;

    private RedisServer(int port, Path directory, List<String> command, Process process, List<String> cliOptions) {
        this.port = port;
        this.directory = directory;
        this.command = command;
        this.process = process;
        cli.addAll(List.of("-p", Integer.toString(port)));
        cli.addAll(cliOptions);
        // Ctrl-C ends the tests without closing anything.
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
    }

    /** How a server is told its port, and what else; the directory is its own. */
    interface Arguments {
        List<String> of(int port, Path directory) throws IOException;
    }

    /** A plain server that keeps every write on disk, with these options more. */
    static RedisServer start(String... options) {
        return start(
                (port, directory) -> {
                    List<String> command = new ArrayList<>(List.of("redis-server", "--port", Integer.toString(port)));
                    command.addAll(List.of("--bind", "127.0.0.1", "--dir", directory.toString()));
                    command.addAll(List.of("--save", "", "--appendonly", "yes", "--appendfsync", "always"));
                    command.addAll(List.of(options));
                    return command;
                },
                List.of());
    }

    /** Starts it, and once more on another port if that fails: another process may have taken the port. */
    static RedisServer start(Arguments arguments, List<String> cliOptions) {
        try {
            return startOnce(arguments, cliOptions);
        } catch (IllegalStateException first) {
            return startOnce(arguments, cliOptions);
        }
    }

    private static RedisServer startOnce(Arguments arguments, List<String> cliOptions) {
        try {
            int port = freePort();
            Path directory = Files.createTempDirectory(Files.createDirectories(Path.of("target", "redis")), port + "-")
                    .toAbsolutePath();
            List<String> command = arguments.of(port, directory);
            RedisServer server = new RedisServer(port, directory, command, launch(command, directory), cliOptions);
            server.awaitAnswer();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        // A cluster's bus listens 10000 above, which must be a port too.
        while (true) {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                if (socket.getLocalPort() < 55_000) {
                    return socket.getLocalPort();
                }
            }
        }
    }

    private static Process launch(List<String> command, Path directory) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            directory.resolve("log").toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    String uri() {
        return "redis://127.0.0.1:" + port;
    }

    /** What redis-cli prints for a command of this server; any error is in it. */
    String cli(String... arguments) {
        List<String> all = new ArrayList<>(cli);
        all.addAll(List.of(arguments));
        return run(all);
    }

    static String run(List<String> command) {
        try {
            Process run = new ProcessBuilder(command).redirectErrorStream(true).start();
            run.getOutputStream().close();
            String output = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            run.waitFor();
            return output.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until something holds, looking twenty times a second. */
    static void await(String what, BooleanSupplier holds) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Not within " + LIMIT + ": " + what);
            }
            try {
                TimeUnit.MILLISECONDS.sleep(50);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void awaitAnswer() {
        await("an answer on port " + port + ", see " + directory, () -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("The server ended; see " + directory);
            }
            String answer = cli("ping");
            return answer.equals("PONG") || answer.startsWith("NOAUTH");
        });
    }

    /** The process stops at once, as with {@code kill -9}. */
    void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts it again after it was killed, with the same port and data. */
    void restart() {
        process = launch(command, directory);
        awaitAnswer();
    }

    /** The process stays, and does nothing; its connections are accepted by the system alone. */
    void freeze() {
        run(List.of("kill", "-STOP", Long.toString(process.pid())));
    }

    void thaw() {
        run(List.of("kill", "-CONT", Long.toString(process.pid())));
    }

    @Override
    public void close() {
        kill();
    }
}
