package dev.latchkey.verify.interop;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
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

    @Test
    void token_is_inactive_to_a_client_that_it_does_not_name() throws IOException {
        Apis.inactive_to_a_client_that_it_does_not_name(Visit.at(server));
    }

    @AfterAll
    void stop() {
        server.close();
    }
}
