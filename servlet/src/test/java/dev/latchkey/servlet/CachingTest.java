package dev.latchkey.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.servlet.container.Container;
import dev.latchkey.servlet.container.OnEachContainer;
import dev.latchkey.servlet.container.WireAnswer;
import dev.latchkey.testing.TestBrowser;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@OnEachContainer
final class CachingTest {
    private static final Duration TIME_TO_RENEW = Duration.ofMinutes(4);

    private final Application app;
    private final TestBrowser browser = new TestBrowser();

    CachingTest(Container container) {
        Headers headers = new Headers();
        this.app = Application.start(
                container,
                Setup.standard()
                        .application(
                                webApp -> webApp.servlet("/headers", headers).servlet("/open/headers", headers)));
    }

    @BeforeEach
    void sign_in() {
        browser.signIn(app.url("/me"), "alice");
        browser.open(app.url("/me"));
    }

    @AfterEach
    void stop() {
        app.close();
    }

    @Test
    void a_protected_response_is_private() {
        assertThat(get("/headers").headers("Cache-Control")).containsExactly("private, no-cache");
    }

    @Test
    void the_application_may_say_otherwise() {
        assertThat(get("/headers?how=SET_HEADER").headers("Cache-Control")).containsExactly("public, max-age=60");
    }

    @Test
    void a_protected_response_stays_private_when_it_is_reset() {
        assertThat(get("/headers?how=RESET").headers("Cache-Control")).containsExactly("private, no-cache");
    }

    @Test
    void an_open_response_that_may_greet_the_user_is_private() {
        assertThat(get("/open/headers").headers("Cache-Control")).containsExactly("private, no-cache");
    }

    @Test
    void an_open_response_is_the_applications_own() {
        assertThat(app.send("GET", "/open/headers").headers("Cache-Control")).isEmpty();
        assertThat(get("/open/headers?how=SET_HEADER").headers("Cache-Control")).containsExactly("public, max-age=60");
    }

    @ParameterizedTest
    @EnumSource(Headers.How.class)
    void a_protected_response_with_a_cookie_of_ours_is_never_stored(Headers.How how) {
        Application.CLOCK.advance(TIME_TO_RENEW);

        assertNotStored(get("/headers?how=" + how), how);
    }

    @ParameterizedTest
    @EnumSource(Headers.How.class)
    void an_open_response_with_a_cookie_of_ours_is_never_stored(Headers.How how) {
        Application.CLOCK.advance(TIME_TO_RENEW);

        assertNotStored(get("/open/headers?how=" + how), how);
    }

    private static void assertNotStored(WireAnswer answer, Headers.How how) {
        List<String> ours = answer.headers("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith("latchkey-"))
                .toList();
        if (how.keepsHeaders()) {
            assertThat(ours).hasSize(1);
        }
        if (!ours.isEmpty()) {
            assertThat(answer.header("Cache-Control")).contains("no-store").doesNotContain("public");
            assertThat(answer.headers("CDN-Cache-Control")).isEmpty();
            assertThat(answer.headers("Surrogate-Control")).isEmpty();
        }
    }

    private WireAnswer get(String path) {
        return app.send("GET", path, "Sec-Fetch-Dest: document", app.cookies(browser));
    }
}
