package dev.latchkey.redis;

/** How many servers there are, and who knows which one is in charge. */
enum Topology {
    SINGLE(6379),
    SENTINEL(26379),
    CLUSTER(6379);

    private final int defaultPort;

    Topology(int defaultPort) {
        this.defaultPort = defaultPort;
    }

    int defaultPort() {
        return defaultPort;
    }
}
