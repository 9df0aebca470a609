package dev.latchkey.verify.interop;

import dev.latchkey.verify.Repository;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/** A server in a process of its own, with its output in a log file; closing it ends it and every process it started. */
final class ServerProcess implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final Process process;
    private final Path log;

    private final int port;

    private ServerProcess(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    /**
     * Starts a server on a free port, and once more on another if that fails: another process may have taken the port.
     *
     * @param name the name of its log files
     * @param command what to run for a port
     * @param path what answers 200 when the server is ready
     * @param limit how long that may take
     */
    static ServerProcess start(String name, IntFunction<ProcessBuilder> command, String path, Duration limit)
            throws IOException, InterruptedException {
        try {
            return startOnce(name + "-1.log", command, path, limit);
        } catch (IOException first) {
            try {
                return startOnce(name + "-2.log", command, path, limit);
            } catch (IOException second) {
                second.addSuppressed(first);
                throw second;
            }
        }
    }

    private static ServerProcess startOnce(String log, IntFunction<ProcessBuilder> command, String path, Duration limit)
            throws IOException, InterruptedException {
        int port = freePort();
        ServerProcess server =
                start(command.apply(port), Repository.output("logs").resolve(log), port);
        try {
            server.awaitAnswer(URI.create(server.url(path)), limit);
            return server;
        } catch (IOException | InterruptedException e) {
            server.close();
            throw e;
        }
    }

    private static ServerProcess start(ProcessBuilder builder, Path log, int port) throws IOException {
        Process process = builder.redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(log.toFile())
                .start();
        ServerProcess server = new ServerProcess(process, log, port);
        // Ctrl-C ends the tests without closing anything.
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        return server;
    }

    /** The address of a path at this server. */
    String url(String path) {
        return "http://localhost:" + port + path;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitAnswer(URI url, Duration limit) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!answers(url)) {
            if (process.waitFor(250, TimeUnit.MILLISECONDS)) {
                throw new IOException("ended with status " + process.exitValue() + "; see " + log);
            }
            if (System.nanoTime() > deadline) {
                throw new IOException(url + " did not answer within " + limit + "; see " + log);
            }
        }
    }

    @Override
    public void close() {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroy);
        CompletableFuture.allOf(all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new))
                .completeOnTimeout(null, GRACE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        all.forEach(ProcessHandle::destroyForcibly);
    }

    private static boolean answers(URI url) throws InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(10)).build();
        try {
            return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }
}
