package dev.latchkey.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The proxy in front of two nodes, with the configuration that the documentation shows. */
final class Nginx implements AutoCloseable {
    private final Path directory = Directories.temporary("nginx-");
    private final Server server;

    Nginx(int port, int firstNode, int secondNode) throws IOException {
        Files.writeString(directory.resolve("nginx.conf"), resource("nginx.conf"));
        Files.writeString(
                directory.resolve("site.conf"),
                resource("site.conf")
                        .replace("127.0.0.1:8080", "127.0.0.1:" + port)
                        .replace("127.0.0.1:8081", "127.0.0.1:" + firstNode)
                        .replace("127.0.0.1:8082", "127.0.0.1:" + secondNode));
        List<String> command = List.of(
                Programs.find("nginx", "nginx-light").toString(),
                "-p",
                directory.toString(),
                "-e",
                "stderr",
                "-c",
                "nginx.conf");
        server = Server.start(
                "nginx-" + port, command, directory, () -> Http.status("http://localhost:" + port + "/ready") == 200);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Nginx.class.getResourceAsStream("/nginx/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        Directories.delete(directory);
    }
}
