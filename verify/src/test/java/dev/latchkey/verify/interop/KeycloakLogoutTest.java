package dev.latchkey.verify.interop;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeycloakLogoutTest extends RealProviderLogoutContract {
    private final KeycloakServer server;

    KeycloakLogoutTest() throws IOException, InterruptedException {
        this.server = KeycloakServer.start();
    }

    @Override
    RealProvider provider() {
        return server;
    }

    @Override
    String userInfo() {
        return server.issuer() + "/protocol/openid-connect/userinfo";
    }

    @AfterAll
    void stop() {
        server.close();
    }
}
