package dev.latchkey.benchmarks.servers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Redis server of our own, on loopback, on a free port, that writes nothing to disk. */
public final class RedisServer implements AutoCloseable {
    private static final Pattern COMMAND = Pattern.compile("cmdstat_([^:]+):calls=([0-9]+),.*");
    private static final Set<String> OWN = Set.of("info", "quit");
    private static final int LOOKS = 200;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final int STOP_SECONDS = 30;

    private final int port;
    private final Process process;

    /** A running server.
     *
     * @throws UncheckedIOException if there is no {@code redis-server}
     */
    public RedisServer() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            process = new ProcessBuilder(
                            "redis-server",
                            "--port",
                            String.valueOf(port),
                            "--bind",
                            "127.0.0.1",
                            "--save",
                            "",
                            "--appendonly",
                            "no")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("redis-server is needed: apt-get install redis-server", e);
        }
        awaitReady();
    }

    private void awaitReady() {
        for (int i = 0; i < LOOKS; i++) {
            try {
                if (ask("PING").equals("+PONG")) {
                    return;
                }
            } catch (IOException e) {
                LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            }
        }
        close();
        throw new IllegalStateException("redis-server does not answer");
    }

    /** Its address. */
    public String uri() {
        return "redis://127.0.0.1:" + port;
    }

    /** Its version. */
    public String version() {
        return info("server", "redis_version");
    }

    /** The bytes that its data takes. */
    public long usedMemory() {
        return Long.parseLong(info("memory", "used_memory"));
    }

    /** How often clients have sent each command, by its name in lower case; {@code INFO} and {@code QUIT} apart. */
    public Map<String, Long> calls() {
        Map<String, Long> calls = new TreeMap<>();
        for (String line : section("commandstats")) {
            Matcher command = COMMAND.matcher(line);
            if (command.matches() && !OWN.contains(command.group(1))) {
                calls.put(command.group(1), Long.parseLong(command.group(2)));
            }
        }
        return calls;
    }

    private String info(String section, String name) {
        return section(section).stream()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1))
                .findFirst()
                .orElse("");
    }

    /** The lines of a section of {@code INFO}. */
    private List<String> section(String name) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return send(socket, "INFO " + name).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String ask(String command) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return String.valueOf(send(socket, command).readLine());
        }
    }

    private static BufferedReader send(Socket socket, String command) throws IOException {
        socket.setSoTimeout((int) Duration.ofSeconds(STOP_SECONDS).toMillis());
        socket.getOutputStream().write((command + "\r\nQUIT\r\n").getBytes(StandardCharsets.US_ASCII));
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
