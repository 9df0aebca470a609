package dev.latchkey.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A Redis that writes down every change before it answers. */
final class Redis implements StoreServer {
    private static final byte[] PING = "PING\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PONG = "+PONG\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Path directory = Directories.temporary("redis-");
    private final int port;
    private @Nullable Server server;

    Redis() throws IOException {
        port = Ports.free();
        start();
    }

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    @Override
    public void start() throws IOException {
        List<String> command = List.of(
                Programs.find("redis-server", "redis-server").toString(),
                "--bind",
                "127.0.0.1",
                "--port",
                "" + port,
                "--dir",
                directory.toString(),
                "--save",
                "",
                "--appendonly",
                "yes",
                "--appendfsync",
                "always");
        server = Server.start("redis-" + port, command, directory, this::answers);
    }

    private boolean answers() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(1_000);
            socket.getOutputStream().write(PING);
            return Arrays.equals(PONG, socket.getInputStream().readNBytes(PONG.length));
        }
    }

    @Override
    public void crash() {
        if (server != null) {
            server.kill();
        }
    }

    @Override
    public void close() throws IOException {
        crash();
        Directories.delete(directory);
    }
}
