package dev.latchkey.servlet.container;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Many requests over one socket, opened again whenever the server closes it. */
public final class WireConnection implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 20_000;

    private final int port;
    private @Nullable Socket socket;

    /** A connection to a port of the loopback interface. */
    public WireConnection(int port) {
        this.port = port;
    }

    /**
     * Sends a GET request with this header, byte by byte. A server may close a connection that was used before at any
     * time (RFC 9112 §9.3.1): then the request is sent again, once, over a new one.
     */
    public WireAnswer get(String target, byte[] headerLine) {
        boolean isUsedBefore = socket != null;
        try {
            WireAnswer answer = exchange(target, headerLine);
            return answer.status() == 0 && isUsedBefore ? exchange(target, headerLine) : answer;
        } catch (IOException e) {
            close();
            if (isUsedBefore) {
                return get(target, headerLine);
            }
            throw new UncheckedIOException(e);
        }
    }

    private WireAnswer exchange(String target, byte[] headerLine) throws IOException {
        Socket open = socket == null ? new Socket(InetAddress.getLoopbackAddress(), port) : socket;
        socket = open;
        open.setSoTimeout(TIMEOUT_MILLIS);
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(("GET " + target + " HTTP/1.1\r\nHost: localhost:" + port + "\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        request.writeBytes(headerLine);
        request.writeBytes("\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        open.getOutputStream().write(request.toByteArray());
        WireAnswer answer = read(new BufferedInputStream(open.getInputStream()));
        if (answer.header("Content-Length") == null || "close".equalsIgnoreCase(answer.header("Connection"))) {
            close();
        }
        return answer;
    }

    /** Sends these bytes over a connection of its own, and reads the answer. */
    public static WireAnswer sendOnce(int port, byte[] request) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(request);
            return read(new BufferedInputStream(socket.getInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static WireAnswer read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return WireAnswer.parse(head.toString(StandardCharsets.UTF_8));
            }
            head.write(next);
        }
        WireAnswer answer = WireAnswer.parse(head.toString(StandardCharsets.UTF_8));
        String length = answer.header("Content-Length");
        byte[] body = length == null ? in.readAllBytes() : in.readNBytes(Integer.parseInt(length));
        return new WireAnswer(answer.status(), answer.lines(), new String(body, StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        Socket open = socket;
        socket = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
