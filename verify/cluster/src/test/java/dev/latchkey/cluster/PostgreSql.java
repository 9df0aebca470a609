package dev.latchkey.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL with its defaults. Since it refuses to run as root, it then runs as the user {@code postgres}. */
final class PostgreSql implements StoreServer {
    private static final boolean IS_ROOT = "root".equals(System.getProperty("user.name"));

    private final Path directory = Directories.temporary("postgresql-");
    private final int port;
    private @Nullable Server server;

    PostgreSql() throws IOException {
        port = Ports.free();
        if (IS_ROOT) {
            Files.setOwner(
                    directory,
                    directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postgres"));
        }
        initialize();
        start();
    }

    private void initialize() throws IOException {
        List<String> command =
                command("initdb", "--pgdata", data(), "--username=latchkey", "--auth=trust", "--encoding=UTF8");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Await.until("initdb has ended", Duration.ofMinutes(1), () -> !process.isAlive());
        if (process.exitValue() != 0) {
            throw new IOException("initdb failed: " + output);
        }
    }

    @Override
    public String name() {
        return "postgresql";
    }

    @Override
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=latchkey&connectTimeout=2&cancelSignalTimeout=1";
    }

    @Override
    public void start() throws IOException {
        List<String> command =
                command("postgres", "-D", data(), "-p", "" + port, "-k", data(), "-c", "listen_addresses=127.0.0.1");
        server = Server.start("postgresql-" + port, command, directory, this::answers);
    }

    private boolean answers() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url())) {
            return connection.isValid(1);
        }
    }

    /** An immediate shutdown: no checkpoint, and recovery from the log at the next start. */
    @Override
    public void crash() throws IOException {
        if (server != null) {
            server.endBy("QUIT");
        }
    }

    @Override
    public void close() throws IOException {
        if (server != null) {
            server.kill();
        }
        Directories.delete(directory);
    }

    private String data() {
        return directory.resolve("data").toString();
    }

    /** The process becomes the program, so that its number is the program's. */
    private static List<String> command(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (IS_ROOT) {
            command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
        }
        command.add(Programs.find(program, "postgresql").toString());
        command.addAll(List.of(arguments));
        return command;
    }
}
