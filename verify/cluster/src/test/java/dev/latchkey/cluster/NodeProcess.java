package dev.latchkey.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A node in a process of its own; all its lives are on one port. */
final class NodeProcess implements AutoCloseable {
    private final String name;
    private final int port;
    private @Nullable Server server;

    NodeProcess(String name) throws IOException {
        this.name = name;
        this.port = Ports.free();
    }

    String name() {
        return name;
    }

    int port() {
        return port;
    }

    /** The address of a path at this node, past the proxy. */
    String url(String path) {
        return "http://localhost:" + port + path;
    }

    /** Starts it; returns when it answers. */
    void start(String baseUrl, String issuer, String store, List<String> secretKeys) throws IOException {
        NodeSettings settings = new NodeSettings(name, port, baseUrl, issuer, store, secretKeys);
        List<String> java = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Node.class.getName());
        List<String> command =
                Stream.concat(java.stream(), settings.arguments().stream()).toList();
        server = Server.start(
                "node-" + name + "-" + port,
                command,
                Path.of("").toAbsolutePath(),
                () -> Http.status(url("/ready")) == 200);
    }

    /** Ends it as {@code kill -9} does. */
    void kill() {
        Objects.requireNonNull(server).kill();
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
