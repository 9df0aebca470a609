package dev.latchkey.verify.interop;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NodeOidcProviderLogoutTest extends RealProviderLogoutContract {
    private final NodeOidcProvider server;

    NodeOidcProviderLogoutTest() throws IOException, InterruptedException {
        this.server = NodeOidcProvider.start();
    }

    @Override
    RealProvider provider() {
        return server;
    }

    @Override
    String userInfo() {
        return server.issuer() + "/me";
    }

    @AfterAll
    void stop() {
        server.close();
    }
}
