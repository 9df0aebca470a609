package dev.latchkey.benchmarks.sidebyside;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts subjects and the provider, each in a JVM with the same flags. */
final class Launcher {
    static final List<String> FLAGS = List.of("-Xms512m", "-Xmx512m", "-XX:+UseParallelGC");

    private final Path directory;
    private final String issuer;
    private final String redis;

    /** Starts subjects of this directory's modules, which sign in at the issuer and keep sessions in Redis. */
    Launcher(Path directory, String issuer, String redis) {
        this.directory = directory;
        this.issuer = issuer;
        this.redis = redis;
    }

    /** A running provider. */
    static ServerProcess provider() {
        List<String> command = command(System.getProperty("java.class.path"), ProviderMain.class.getName(), List.of());
        return ServerProcess.start("provider", command);
    }

    /** A running subject. If it does not start, it is started once more, on another port. */
    ServerProcess start(Subject subject) {
        try {
            return ServerProcess.start(subject.toString(), command(subject));
        } catch (IllegalStateException e) {
            System.err.println(e.getMessage() + "; once more");
            return ServerProcess.start(subject.toString(), command(subject));
        }
    }

    private List<String> command(Subject subject) {
        List<String> arguments = new ArrayList<>(List.of(String.valueOf(freePort()), issuer, subject.name()));
        if (subject.name().equals("latchkey-redis")) {
            arguments.add(redis);
        }
        String own = directory
                .resolve(Path.of(subject.classPath()).getName(0))
                .resolve("target/classes")
                .toString();
        String others = String.join(File.pathSeparator, classPath(subject));
        return command(own + File.pathSeparator + others, subject.main(), arguments);
    }

    /** The jars that a subject stands on. */
    List<String> classPath(Subject subject) {
        Path module = Path.of(subject.classPath());
        Path file = directory.resolve(module.getName(0)).resolve("target").resolve(module.getName(1));
        try {
            return List.of(Files.readString(file).strip().split(File.pathSeparator, -1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(String classPath, String main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=error");
        command.add("-cp");
        command.add(classPath);
        command.add(main);
        command.addAll(arguments);
        return command;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
