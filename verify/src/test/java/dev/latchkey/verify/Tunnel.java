package dev.latchkey.verify;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A proxy for TLS (RFC 9110 §9.3.6) that leads to loopback, whatever the host: names need not resolve. */
public final class Tunnel implements AutoCloseable {
    private static final Pattern CONNECT = Pattern.compile("CONNECT [^ ]+:([0-9]+) HTTP/1\\.1\r\n");

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    private Tunnel() throws IOException {}

    /** Serves on a free port. */
    public static Tunnel start() throws IOException {
        Tunnel tunnel = new Tunnel();
        tunnel.threads.execute(tunnel::accept);
        return tunnel;
    }

    /** The proxy for every call. */
    public ProxySelector proxy() {
        return ProxySelector.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort()));
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        threads.shutdownNow();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket near = server.accept();
                sockets.add(near);
                threads.execute(() -> serve(near));
            } catch (IOException e) {
                // Closed.
            }
        }
    }

    private void serve(Socket near) {
        try {
            Matcher request = CONNECT.matcher(head(near.getInputStream()));
            if (!request.lookingAt()) {
                near.close();
                return;
            }
            Socket far = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(request.group(1)));
            sockets.add(far);
            near.getOutputStream().write("HTTP/1.1 200 Connected\r\n\r\n".getBytes(US_ASCII));
            threads.execute(() -> pump(far, near));
            pump(near, far);
        } catch (IOException e) {
            // Either end is gone.
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the request broke off");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static void pump(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // Either end is gone.
        }
    }
}
