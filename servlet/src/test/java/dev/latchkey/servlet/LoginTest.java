package dev.latchkey.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.RelyingParty;
import dev.latchkey.failure.Misconfigured;
import dev.latchkey.servlet.container.Container;
import dev.latchkey.servlet.container.OnEachContainer;
import dev.latchkey.servlet.container.WireAnswer;
import dev.latchkey.testing.Page;
import dev.latchkey.testing.TestBrowser;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@OnEachContainer
final class LoginTest {
    private final Container container;
    private final Application app;
    private final TestBrowser browser = new TestBrowser();

    LoginTest(Container container) {
        this.container = container;
        this.app = Application.start(container);
    }

    @AfterEach
    void stop() {
        app.close();
    }

    @Test
    void a_login_leads_to_the_page_first_asked_for_with_its_query() {
        Page page = browser.signIn(app.url("/me/orders?sort=date&q=caf%C3%A9+x"), "alice");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.url()).hasToString(app.url("/me/orders?sort=date&q=caf%C3%A9+x"));
        assertThat(page.body()).contains("query=sort=date&q=caf%C3%A9+x ");
    }

    @Test
    void the_servlet_api_shows_who_is_signed_in() {
        String key = Application.PROVIDER.issuer() + "#carol";

        Page page = browser.signIn(app.url("/me"), "carol");

        assertThat(page.body())
                .contains("principal=SignedInUser[" + key + "]")
                .contains("remoteUser=" + key)
                .contains("authType=OPENID_CONNECT")
                .contains("admin=true")
                .contains("auditor=false")
                .contains("user=Carol Carter.");
    }

    @Test
    void an_open_path_is_open_and_shows_who_is_signed_in() {
        assertThat(browser.open(app.url("/open/page")).body())
                .contains("principal=null", "remoteUser=null", "user=nobody.");

        browser.signIn(app.url("/me"), "alice");

        assertThat(browser.open(app.url("/open/page")).body()).contains("user=Alice Archer.");
    }

    @Test
    void a_path_without_a_servlet_is_not_found_only_for_those_who_may_enter() {
        assertThat(app.send("GET", "/nowhere").status()).isEqualTo(401);

        browser.signIn(app.url("/me"), "alice");

        assertThat(browser.open(app.url("/nowhere")).status()).isEqualTo(404);
    }

    @Test
    void an_api_request_is_answered_401_with_json_and_does_not_reach_the_application() {
        WireAnswer answer = app.send("GET", "/me", "Accept: application/json");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("OpenIDConnect realm=\"" + app.url("") + "\"");
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.headers("Set-Cookie")).isEmpty();
        assertThat(answer.body()).contains("\"error\":\"login_required\"", app.url("/login"));
        assertThat(answer.body()).doesNotContain("APPLICATION");
        assertThat(app.calls()).isZero();
    }

    @Test
    void a_cors_preflight_passes_through_and_sets_no_cookie() {
        WireAnswer answer =
                app.send("OPTIONS", "/me", "Origin: https://other.example", "Access-Control-Request-Method: PUT");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("APPLICATION", "principal=null");
        assertThat(answer.headers("Set-Cookie")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"})
    void a_request_that_names_another_method_is_no_preflight(String header) {
        for (String method : List.of("GET", "POST", "OPTIONS", "")) {
            WireAnswer answer = app.send(
                    "OPTIONS",
                    "/me",
                    "Origin: https://other.example",
                    "Access-Control-Request-Method: GET",
                    header + ": " + method);

            assertThat(answer.status()).isEqualTo(401);
        }
        assertThat(app.calls()).isZero();
    }

    @Test
    void options_without_a_preflights_headers_needs_a_login() {
        assertThat(app.send("OPTIONS", "/me", "Origin: https://other.example").status())
                .isEqualTo(401);
        assertThat(app.calls()).isZero();
    }

    @Test
    void a_submitted_form_is_answered_with_a_sign_in_page() {
        WireAnswer answer = app.send("POST", "/me", Application.NAVIGATION, "Content-Length: 0");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("Content-Type")).startsWith("text/html");
        assertThat(answer.header("WWW-Authenticate")).startsWith("OpenIDConnect");
        assertThat(answer.headers("Set-Cookie")).isEmpty();
        assertThat(answer.body()).contains("Please sign in", app.url("/login?return_to=%2F"));
        assertThat(app.calls()).isZero();
    }

    @Test
    void head_needs_a_login_and_has_no_body() {
        WireAnswer refused = app.send("HEAD", "/me", Application.NAVIGATION);

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.body()).isEmpty();
        assertThat(app.calls()).isZero();

        browser.signIn(app.url("/me"), "alice");
        WireAnswer admitted = app.send("HEAD", "/me", app.cookies(browser));

        assertThat(admitted.status()).isEqualTo(200);
        assertThat(admitted.body()).isEmpty();
    }

    @Test
    void a_websocket_upgrade_needs_a_login() {
        WireAnswer answer = app.send(
                "GET",
                "/me",
                "Upgrade: websocket",
                "Connection: Upgrade, close",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(app.calls()).isZero();
    }

    @Test
    void a_session_survives_a_restart_with_the_same_secret_key() {
        browser.signIn(app.url("/me"), "alice");
        app.close();

        try (Application restarted =
                Application.start(container, Setup.standard().baseUrl(port -> app.url("")))) {
            assertThat(restarted.send("GET", "/me", app.cookies(browser)).body())
                    .contains("user=Alice Archer.");
        }
    }

    @Test
    void a_session_does_not_survive_a_change_of_the_secret_key() {
        browser.signIn(app.url("/me"), "alice");
        Setup changed = Setup.standard()
                .baseUrl(port -> app.url(""))
                .settings(settings -> settings.secretKey("another secret key, long enough as well"));

        try (Application restarted = Application.start(container, changed)) {
            assertThat(restarted.send("GET", "/me", app.cookies(browser)).status())
                    .isEqualTo(401);
            assertThat(restarted.calls()).isZero();
        }
    }

    @Test
    void a_filter_without_otherwise_does_not_start() {
        Setup incomplete = Setup.standard().rules(filter -> filter.open("/"));

        assertThatThrownBy(() -> Application.start(container, incomplete)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void what_is_missing_is_named() {
        assertThatThrownBy(() -> OidcFilter.of(relyingParty()).open("/").init(new NoConfig()))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("'OidcFilter.otherwise' is missing")
                .hasMessageContaining("otherwise(Access.signedIn())");
    }

    private static RelyingParty relyingParty() {
        return Application.relyingParty(Setup.standard(), "http://localhost:8080");
    }

    private static final class NoConfig implements FilterConfig {
        @Override
        public String getFilterName() {
            return "oidc";
        }

        @Override
        public ServletContext getServletContext() {
            throw new UnsupportedOperationException();
        }

        @Override
        public String getInitParameter(String name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Enumeration<String> getInitParameterNames() {
            return Collections.emptyEnumeration();
        }
    }
}
