package dev.latchkey.cluster;

import java.io.IOException;

class PostgreSqlCrowdTest extends CrowdContract {
    @Override
    StoreServer newStore() throws IOException {
        return new PostgreSql();
    }
}
