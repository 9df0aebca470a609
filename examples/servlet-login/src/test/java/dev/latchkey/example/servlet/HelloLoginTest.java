package dev.latchkey.example.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testing.Page;
import dev.latchkey.testing.TestBrowser;
import dev.latchkey.testing.TestProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class HelloLoginTest {
    private final TestProvider provider = TestProvider.start();
    private final TestBrowser browser = new TestBrowser();
    private Server server = new Server();
    private String baseUrl = "";

    @BeforeEach
    void start() throws Exception {
        int port = freePort();
        baseUrl = "http://localhost:" + port;
        server = HelloLogin.start(baseUrl, port, provider.issuer(), "a secret key of at least 32 characters");
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
        provider.close();
    }

    @Test
    void a_user_signs_in_and_out() {
        Page home = browser.open(baseUrl + "/");
        assertThat(home.body()).startsWith("Welcome.");

        Page me = browser.signIn(browser.follow(home, "Sign in"), "alice");
        assertThat(me.url()).isEqualTo(baseUrl + "/me");
        assertThat(me.body()).startsWith("Hello Alice");

        assertThat(browser.post(baseUrl + "/logout", Map.of()).body()).startsWith("Welcome.");
        assertThat(browser.open(baseUrl + "/me").url()).startsWith(provider.issuer());
    }

    /** The base URL holds the port, so it must be known before the server starts. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
