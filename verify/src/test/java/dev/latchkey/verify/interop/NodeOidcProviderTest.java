package dev.latchkey.verify.interop;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NodeOidcProviderTest extends RealProviderContract {
    private final NodeOidcProvider server;

    NodeOidcProviderTest() throws IOException, InterruptedException {
        this.server = NodeOidcProvider.start();
    }

    @Override
    RealProvider provider() {
        return server;
    }

    @AfterAll
    void stop() {
        server.close();
    }
}
