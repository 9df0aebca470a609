package dev.latchkey.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.servlet.container.Container;
import dev.latchkey.servlet.container.OnEachContainer;
import dev.latchkey.servlet.container.WireAnswer;
import dev.latchkey.servlet.container.WireConnection;
import dev.latchkey.testing.BrowserCookie;
import dev.latchkey.testing.TestBrowser;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@OnEachContainer
final class CookieGarbageTest {
    private static final int HEADERS = 10_000;
    private static final long SEED = 20_260_101;

    private final Application app;
    private final TestBrowser browser = new TestBrowser();
    private String name = "";
    private String value = "";

    CookieGarbageTest(Container container) {
        this.app = Application.start(container);
    }

    @BeforeEach
    void sign_in() {
        browser.signIn(app.url("/me"), "alice");
        BrowserCookie session = browser.cookies(app.url("/")).stream()
                .filter(cookie ->
                        cookie.name().startsWith("latchkey-") && cookie.name().endsWith("-s"))
                .findFirst()
                .orElseThrow();
        name = session.name();
        value = session.value();
    }

    @AfterEach
    void stop() {
        app.close();
    }

    @Test
    void ten_thousand_garbage_headers_are_neither_an_error_nor_a_session() {
        CookieGarbage garbage = new CookieGarbage(SEED, name, value);
        int before = app.calls();
        try (WireConnection connection = new WireConnection(app.port())) {
            for (int i = 0; i < HEADERS; i++) {
                byte[] header = garbage.next();
                WireAnswer answer = connection.get("/me", header);

                if (!isUndertowsOwnError(answer)) {
                    assertThat(answer.status())
                            .as(() -> new String(header, StandardCharsets.ISO_8859_1))
                            .isIn(400, 401, 431);
                }
            }
        }
        assertThat(app.calls()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NAME=VALUE",
                "a=b; NAME=VALUE",
                "NAME=VALUE; NAME=garbage",
                "NAME=garbage; NAME=VALUE",
                "NAME=; NAME=VALUE",
                "$Version=1; NAME=VALUE; $Path=/",
                "$Version=1; a=\"b; NAME=VALUE; c=d\"",
                "a=\"; NAME=VALUE; c=\"",
                "a; =; ;; NAME=VALUE",
                "\tNAME\t=\tVALUE\t",
                "=;NAME=VALUE"
            })
    void a_session_is_found_among_other_cookies(String cookies) {
        WireAnswer answer = app.send("GET", "/me", "Cookie: " + filledIn(cookies));

        assertThat(answer.body()).contains("user=Alice Archer.");
    }

    @Test
    void a_session_is_found_in_the_second_cookie_header() {
        assertThat(app.send("GET", "/me", "Cookie: a=b", filledIn("Cookie: NAME=VALUE"))
                        .body())
                .contains("user=Alice Archer.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$Version=1; NAME=\"VALUE\"",
                "$Version=\"1\"; NAME=\"VALUE\"; $Path=\"/\"; $Domain=\"localhost\"",
                "NAME=\"VALUE\"",
                "NAME:VALUE",
                "NAME=VALUE,NAME=garbage",
                "a=b, NAME=VALUE",
                "NAME=\\VALUE",
                "\u00a0NAME=VALUE",
                "\u0085NAME=VALUE",
                "\u2000NAME=VALUE",
                "\u2028NAME=VALUE",
                "\u3000NAME=VALUE",
                "\ufeffNAME=VALUE",
                "\u000bNAME=VALUE",
                "NAME\u2000=VALUE",
                "__Host-NAME=VALUE",
                "__Secure-NAME=VALUE",
                "%20NAME=VALUE",
                "NAME=%20VALUE",
                "NAME=g1; NAME=g2; NAME=g3; NAME=g4; NAME=VALUE",
                "NAME2=VALUE",
                "NAME[]=VALUE",
                "NAME"
            })
    void what_only_resembles_the_cookie_is_no_session(String cookies) {
        WireAnswer answer = app.send("GET", "/me", "Cookie: " + filledIn(cookies));

        assertThat(answer.status()).isIn(400, 401);
        assertThat(answer.body()).doesNotContain("APPLICATION");
    }

    /** Undertow looks for its own session before it asks any filter, and fails on characters beyond ASCII. */
    private static boolean isUndertowsOwnError(WireAnswer answer) {
        return answer.status() == 500
                && answer.body().contains("at io.undertow.util.Cookies.")
                && !answer.body().contains("latchkey.servlet.OidcFilter");
    }

    private String filledIn(String cookies) {
        return cookies.replace("NAME", name).replace("VALUE", value);
    }
}
