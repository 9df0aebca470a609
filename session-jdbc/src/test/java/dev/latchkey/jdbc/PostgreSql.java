package dev.latchkey.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL server with a data directory of its own, on a free port of the loopback address. Since it refuses to run as
 * root, it then runs as the user {@code postgres}. Closing it ends it and deletes the data.
 */
final class PostgreSql implements AutoCloseable {
    private static final int START_SECONDS = 60;
    private static final boolean IS_ROOT = "root".equals(System.getProperty("user.name"));

    private final Path directory;
    private final Path log;
    private int port;
    private Process server;

    private PostgreSql(Path directory) throws IOException, InterruptedException {
        this.directory = directory;
        this.log = Files.createDirectories(Path.of("target", "logs"))
                .toAbsolutePath()
                .resolve("postgresql-" + ProcessHandle.current().pid() + "-" + directory.getFileName() + ".log");
        run(program(
                "initdb", "--pgdata", data(), "--username=latchkey", "--auth=trust", "--encoding=UTF8", "--no-sync"));
        server = startOnFreePort();
        // Ctrl-C ends the tests without closing anything.
        Runtime.getRuntime().addShutdownHook(new Thread(this::end));
    }

    /** Starts a server. */
    static PostgreSql start() throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("postgresql-");
        if (IS_ROOT) {
            Files.setOwner(
                    directory,
                    directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postgres"));
        }
        return new PostgreSql(directory);
    }

    /** Another process may have taken the port meanwhile: then another one. */
    private Process startOnFreePort() throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = socket.getLocalPort();
            }
            try {
                return startServer();
            } catch (IOException e) {
                if (attempt == 3) {
                    throw e;
                }
            }
        }
    }

    private Process startServer() throws IOException, InterruptedException {
        Process started = new ProcessBuilder(program(
                        "postgres",
                        "-D",
                        data(),
                        "-p",
                        "" + port,
                        "-k",
                        data(),
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "fsync=off",
                        "-c",
                        "max_connections=100"))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!answers()) {
            if (started.waitFor(50, TimeUnit.MILLISECONDS)) {
                throw new IOException("PostgreSQL ended with status " + started.exitValue() + "; see " + log);
            }
            if (System.nanoTime() > deadline) {
                started.destroyForcibly();
                throw new IOException("PostgreSQL did not answer within " + START_SECONDS + " s; see " + log);
            }
        }
        return started;
    }

    private boolean answers() {
        try (Connection connection = unpooled().getConnection()) {
            return connection.isValid(5);
        } catch (SQLException notYet) {
            return false;
        }
    }

    /** The address for drivers; here the driver waits a second at most for the server to hear that a statement should end. */
    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?cancelSignalTimeout=1&connectTimeout=2";
    }

    /** Every connection is a new one. */
    PGSimpleDataSource unpooled() {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(url());
        dataSource.setUser("latchkey");
        return dataSource;
    }

    /** A pool that has patience. */
    HikariDataSource pool() {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(url());
        pool.setUsername("latchkey");
        return pool;
    }

    /** A pool with the settings that the documentation recommends. */
    HikariDataSource impatientPool() {
        HikariDataSource pool = pool();
        pool.setConnectionTimeout(2_000);
        pool.setValidationTimeout(1_000);
        return pool;
    }

    /** Stops the server in an orderly way, and cuts off its clients. */
    void stop() throws IOException, InterruptedException {
        signal("INT", server.toHandle());
        if (!server.waitFor(START_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException("PostgreSQL did not stop; see " + log);
        }
    }

    /** Starts it again, with its data and on its port. */
    void restart() throws IOException, InterruptedException {
        server = startServer();
    }

    /** Suspends the server and all of its processes: connections stay open, and nothing is answered. */
    void suspend() throws IOException, InterruptedException {
        signal("STOP", processes());
    }

    /** Lets it go on. */
    void resume() throws IOException, InterruptedException {
        signal("CONT", processes());
    }

    @Override
    public void close() throws IOException {
        end();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Without its last checkpoint, and even if it is suspended. */
    private void end() {
        ProcessHandle[] all = processes();
        Stream.of(all).forEach(ProcessHandle::destroyForcibly);
        CompletableFuture.allOf(Stream.of(all).map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new))
                .join();
    }

    private ProcessHandle[] processes() {
        return Stream.concat(Stream.of(server.toHandle()), server.descendants()).toArray(ProcessHandle[]::new);
    }

    private static void signal(String name, ProcessHandle... processes) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        Stream.of(processes).map(process -> Long.toString(process.pid())).forEach(command::add);
        Process kill = new ProcessBuilder(command).inheritIO().start();
        kill.waitFor();
    }

    private String data() {
        return directory.resolve("data").toString();
    }

    private void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        if (process.waitFor() != 0) {
            throw new IOException(command + " failed; see " + log);
        }
    }

    /** The process becomes the program, so that its number is the program's. */
    private static List<String> program(String name, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (IS_ROOT) {
            command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
        }
        command.add(directoryOfPrograms().resolve(name).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    /** Where Debian and Ubuntu keep them, of the newest version. */
    private static Path directoryOfPrograms() throws IOException {
        try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            return versions.max(Comparator.comparingInt(
                            version -> Integer.parseInt(version.getFileName().toString())))
                    .orElseThrow()
                    .resolve("bin");
        } catch (IOException e) {
            throw new IOException("PostgreSQL is not installed: apt-get install postgresql", e);
        }
    }
}
