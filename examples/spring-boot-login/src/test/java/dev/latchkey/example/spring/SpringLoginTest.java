package dev.latchkey.example.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testing.Page;
import dev.latchkey.testing.TestBrowser;
import dev.latchkey.testing.TestProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SpringLoginTest {
    private final TestProvider provider = TestProvider.start();
    private final TestBrowser browser = new TestBrowser();
    private ConfigurableApplicationContext application = new GenericApplicationContext();
    private String baseUrl = "";

    @BeforeAll
    void start() throws IOException {
        int port = freePort();
        baseUrl = "http://localhost:" + port;
        application = SpringApplication.run(
                SpringLogin.class,
                "--server.port=" + port,
                "--spring.main.banner-mode=off",
                "--logging.level.root=warn",
                "--oidc.base-url=" + baseUrl,
                "--oidc.issuer=" + provider.issuer(),
                "--oidc.secret-key=a secret key of at least 32 characters");
    }

    @AfterAll
    void stop() {
        application.close();
        provider.close();
    }

    @Test
    void a_user_signs_in_and_out() {
        Page home = browser.open(baseUrl + "/");
        assertThat(home.body()).startsWith("Welcome.");

        Page me = browser.signIn(browser.follow(home, "Sign in"), "alice");
        assertThat(me.url()).isEqualTo(baseUrl + "/me");
        assertThat(me.body()).startsWith("Hello Alice");
        assertThat(browser.open(baseUrl + "/me/key").body()).isEqualTo(provider.issuer() + "#alice");
        assertThat(browser.open(baseUrl + "/nowhere").status()).isEqualTo(404);

        assertThat(browser.post(baseUrl + "/logout", Map.of()).body()).startsWith("Welcome.");
        assertThat(browser.open(baseUrl + "/me").url()).startsWith(provider.issuer());
    }

    @Test
    void whoever_is_not_signed_in_reaches_nothing_but_the_home_page() {
        TestBrowser stranger = new TestBrowser();

        assertThat(stranger.fetch(baseUrl + "/me").status()).isEqualTo(401);
        assertThat(stranger.fetch(baseUrl + "/nowhere").status()).isEqualTo(401);
        assertThat(stranger.fetch(baseUrl + "/error").status()).isEqualTo(401);
    }

    /** The base URL holds the port, so it must be known before the server starts. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
