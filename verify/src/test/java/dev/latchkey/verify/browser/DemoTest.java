package dev.latchkey.verify.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.config.Provider;
import dev.latchkey.example.javalin.DemoApplication;
import dev.latchkey.testing.TestProvider;
import io.javalin.Javalin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Cookie;

/** A person walks through the demo. */
@Tag("browser")
class DemoTest {
    private static final String SECRET_KEY = "a secret key for tests: 0123456789 abcdef";

    private final TestProvider provider = TestProvider.start();
    private final int port = freePort();

    @TempDir
    Path directory;

    private Javalin application;

    DemoTest() throws IOException {}

    @BeforeEach
    void start() {
        application = DemoApplication.start(
                url(""),
                port,
                SECRET_KEY,
                Provider.discover(provider.issuer()).client("client1", "secret1"),
                directory.resolve("registration.json"));
    }

    @AfterEach
    void stop() {
        application.stop();
        provider.close();
    }

    @Test
    void person_signs_in_survives_a_restart_and_signs_out() throws IOException {
        try (Chromium chromium = Chromium.start()) {
            chromium.open(url("/"));
            assertThat(chromium.text()).contains("Welcome", "Not signed in");
            chromium.screenshot("demo-1-home");

            chromium.follow("Sign in");
            assertThat(chromium.url()).startsWith(provider.issuer());
            chromium.screenshot("demo-2-provider");

            chromium.follow("Sign in as Alice Archer");
            assertThat(chromium.url()).isEqualTo(url("/account?tab=claims"));
            assertThat(chromium.text())
                    .contains("Alice Archer", "alice@example.com", "Access token valid until", "?tab=claims");
            chromium.screenshot("demo-3-account");
            assertThat(chromium.cookies())
                    .filteredOn(cookie -> cookie.getName().endsWith("-s"))
                    .singleElement()
                    .satisfies(DemoTest::assertSafe);

            stopAndStartAgain();
            chromium.open(url("/account"));
            assertThat(chromium.text()).contains("Alice Archer");
            chromium.open(url("/"));
            assertThat(chromium.text()).contains("Welcome back, Alice Archer");
            chromium.screenshot("demo-4-home-signed-in");

            chromium.follow("Sign out");
            assertThat(chromium.url()).isEqualTo(url("/signed_out"));
            assertThat(chromium.text()).contains("Not signed in", "You are signed out, here and at the provider.");
            chromium.screenshot("demo-6-signed-out");
            assertThat(chromium.cookies()).noneMatch(cookie -> cookie.getName().startsWith("latchkey-"));

            chromium.follow("Sign in again");
            assertThat(chromium.url())
                    .as("the provider's session has ended, too")
                    .startsWith(provider.issuer());
        }
    }

    @Test
    void person_who_cancels_sees_the_applications_own_error_view() throws IOException {
        try (Chromium chromium = Chromium.start()) {
            chromium.open(url("/account?tab=2"));
            chromium.follow("Cancel");

            assertThat(chromium.url()).startsWith(url("/redirect_uri"));
            assertThat(chromium.text()).contains("access_denied", "The user cancelled the sign-in");
            chromium.screenshot("demo-5-cancelled");

            chromium.follow("Try again");
            chromium.follow("Sign in as Bob Baker");
            assertThat(chromium.url()).isEqualTo(url("/account?tab=2"));
        }
    }

    @Test
    void person_who_comes_by_the_address_of_the_machine_is_signed_in_under_the_base_url() throws IOException {
        try (Chromium chromium = Chromium.start()) {
            chromium.open(url("/account").replace("localhost", "127.0.0.1"));
            chromium.follow("Sign in as Alice Archer");

            assertThat(chromium.url()).isEqualTo(url("/account"));
        }
    }

    private static void assertSafe(Cookie session) {
        assertThat(session.isHttpOnly()).isTrue();
        assertThat(session.getSameSite()).isEqualTo("Lax");
        assertThat(session.getPath()).isEqualTo("/");
    }

    private void stopAndStartAgain() {
        application.stop();
        start();
    }

    private String url(String pathAndQuery) {
        return "http://localhost:" + port + pathAndQuery;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
