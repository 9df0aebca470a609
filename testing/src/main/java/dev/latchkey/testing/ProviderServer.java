package dev.latchkey.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A loopback HTTP server on a pool of daemon threads, which ends with it. */
final class ProviderServer implements AutoCloseable {
    // Read once by the JDK's server. Without it, JDK 17 answers every request on a kept connection 40 ms late.
    private static final String NO_DELAY = "sun.net.httpserver.nodelay";

    static {
        if (System.getProperty(NO_DELAY) == null) {
            System.setProperty(NO_DELAY, "true");
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(this::newThread);

    /** Listens on this port of the loopback address; 0 means a free one; without TLS if that is null. */
    ProviderServer(int port, @Nullable SSLContext tls) {
        try {
            server = server(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), tls);
        } catch (IOException e) {
            throw new UncheckedIOException("port: cannot listen on port " + port + " of loopback", e);
        }
        server.setExecutor(threads);
    }

    private static HttpServer server(InetSocketAddress address, @Nullable SSLContext tls) throws IOException {
        if (tls == null) {
            return HttpServer.create(address, 0);
        }
        HttpsServer server = HttpsServer.create(address, 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        return server;
    }

    /** What to do with each request. */
    @FunctionalInterface
    interface Handler {
        void handle(HttpExchange exchange) throws IOException;
    }

    void start(Handler handler) {
        server.createContext("/", exchange -> {
            try (exchange) {
                handler.handle(exchange);
            }
        });
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    ExecutorService threads() {
        return threads;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        try {
            threads.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Thread newThread(Runnable task) {
        Thread thread = new Thread(task, "test-provider-" + port());
        thread.setDaemon(true);
        return thread;
    }
}
