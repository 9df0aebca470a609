package dev.latchkey.example.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testing.Page;
import dev.latchkey.testing.TestBrowser;
import dev.latchkey.testing.TestProvider;
import io.javalin.Javalin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class HelloLoginTest {
    @Test
    void user_signs_in_and_out() throws IOException {
        int port = freePort();
        String baseUrl = "http://localhost:" + port;
        try (TestProvider provider = TestProvider.start()) {
            Javalin application =
                    HelloLogin.start(baseUrl, port, provider.issuer(), "0123456789 abcdefghijklmnopqrstuvwxyz");
            TestBrowser browser = new TestBrowser();

            Page home = browser.open(baseUrl + "/");
            assertThat(home.body()).startsWith("Welcome.");
            Page me = browser.signIn(browser.follow(home, "Sign in"), "alice");
            assertThat(me.url()).isEqualTo(baseUrl + "/me");
            assertThat(me.body()).isEqualTo("Alice Archer");

            assertThat(browser.open(baseUrl + "/logout").url()).isEqualTo(baseUrl + "/");
            assertThat(browser.fetch(baseUrl + "/me").status()).isEqualTo(401);
            application.stop();
        }
    }

    @Test
    void user_code_is_at_most_25_lines() throws IOException {
        List<String> lines = Files.readAllLines(
                Path.of("src", "main", "java", "dev", "latchkey", "example", "javalin", "HelloLogin.java"));
        assertThat(lines.stream().filter(HelloLoginTest::isUserCode)).hasSizeLessThanOrEqualTo(25);
    }

    private static boolean isUserCode(String line) {
        return !line.isBlank()
                && !line.startsWith("import ")
                && !line.startsWith("package ")
                && !line.startsWith("/**");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
