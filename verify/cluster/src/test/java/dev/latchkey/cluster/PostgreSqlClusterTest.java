package dev.latchkey.cluster;

import java.io.IOException;

class PostgreSqlClusterTest extends ClusterContract {
    @Override
    StoreServer newStore() throws IOException {
        return new PostgreSql();
    }
}
