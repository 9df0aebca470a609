package dev.latchkey.cluster;

import dev.latchkey.testing.TestProvider;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A provider, a store, two nodes, and a proxy before them. */
final class Cluster implements AutoCloseable {
    static final String KEY = "1-Tz0kq7hVn3Yd9GfWb5RmXcA2sEuJ8L";

    final TestProvider provider;
    final StoreServer store;
    final NodeProcess a;
    final NodeProcess b;
    private final String baseUrl;
    private final List<AutoCloseable> parts = new ArrayList<>();

    private Cluster(StoreServer store) throws IOException {
        this.store = store;
        this.provider = TestProvider.start();
        this.a = new NodeProcess("a");
        this.b = new NodeProcess("b");
        int port = Ports.free();
        this.baseUrl = "http://localhost:" + port;
        Collections.addAll(parts, store, provider, a, b);
        try {
            start(a, KEY);
            start(b, KEY);
            parts.add(new Nginx(port, a.port(), b.port()));
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** A cluster with this store, which it closes in the end. */
    static Cluster start(StoreServer store) throws IOException {
        return new Cluster(store);
    }

    /** The address that users know. */
    String url(String path) {
        return baseUrl + path;
    }

    /** Both nodes. */
    List<NodeProcess> nodes() {
        return List.of(a, b);
    }

    /** Starts a node, after ending it if it runs. */
    void start(NodeProcess node, String... secretKeys) throws IOException {
        node.close();
        node.start(baseUrl, provider.issuer(), store.url(), List.of(secretKeys));
    }

    @Override
    public void close() throws IOException {
        IOException problem = null;
        Collections.reverse(parts);
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception e) {
                problem = problem == null ? new IOException("cannot close all of the cluster") : problem;
                problem.addSuppressed(e);
            }
        }
        if (problem != null) {
            throw problem;
        }
    }
}
