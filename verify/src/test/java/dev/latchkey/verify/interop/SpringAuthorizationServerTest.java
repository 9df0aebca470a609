package dev.latchkey.verify.interop;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SpringAuthorizationServerTest extends RealProviderContract {
    private final SpringAuthorizationServer server;

    SpringAuthorizationServerTest() throws IOException, InterruptedException {
        this.server = SpringAuthorizationServer.start();
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
