package dev.latchkey.cluster;

import java.io.IOException;

class RedisCrowdTest extends CrowdContract {
    @Override
    StoreServer newStore() throws IOException {
        return new Redis();
    }
}
