package dev.latchkey.cluster;

import java.io.IOException;

class RedisClusterTest extends ClusterContract {
    @Override
    StoreServer newStore() throws IOException {
        return new Redis();
    }
}
