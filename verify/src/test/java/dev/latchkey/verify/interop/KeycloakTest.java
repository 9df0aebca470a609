package dev.latchkey.verify.interop;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeycloakTest extends RealProviderContract {
    private final KeycloakServer server;

    KeycloakTest() throws IOException, InterruptedException {
        this.server = KeycloakServer.start();
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
