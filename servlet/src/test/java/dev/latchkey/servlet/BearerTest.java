package dev.latchkey.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.app.Access;
import dev.latchkey.app.TokenIdentity;
import dev.latchkey.servlet.container.Container;
import dev.latchkey.servlet.container.OnEachContainer;
import dev.latchkey.servlet.container.WireAnswer;
import dev.latchkey.testing.TestAccessToken;
import dev.latchkey.testing.TestBrowser;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Programs call with access tokens: what the application sees of them, and what becomes of sessions. */
@OnEachContainer
final class BearerTest {
    private final Application app;
    private final TestBrowser browser = new TestBrowser();

    /** Tries to get at the container's session, each in its own way. */
    private static final class Grabber extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            TokenIdentity caller = Bearers.of(request);
            response.getWriter()
                    .print(caller.subject() + " " + caller.scopes() + " " + caller.expiresAt()
                            + " session=" + request.getSession(false)
                            + " begun=" + succeeds(request::getSession)
                            + " changed=" + succeeds(request::changeSessionId)
                            + " user=" + SignedInUsers.find(request));
        }

        private static boolean succeeds(Runnable attempt) {
            try {
                attempt.run();
                return true;
            } catch (IllegalStateException e) {
                return false;
            }
        }
    }

    BearerTest(Container container) {
        this.app = Application.start(
                container,
                Setup.standard()
                        .rules(filter -> filter.open("/", "/open/*")
                                .protect("/api/*", Access.bearer("read"))
                                .protect("/both/*", Access.signedInOrBearer("read"))
                                .protect("/admin/*", Access.signedIn().withRole("admin"))
                                .otherwise(Access.signedIn()))
                        .application(webApp -> webApp.servlet("/api/me", new Echo())
                                .servlet("/api/session", new Grabber())
                                .servlet("/both/session", new Grabber())
                                .servlet("/both/me", new Echo())
                                .servlet("/api/dispatch", new Dispatcher())
                                .servlet("/admin/me", new Echo())));
    }

    @AfterEach
    void stop() {
        app.close();
    }

    private static TestAccessToken token() {
        return Application.PROVIDER.accessToken().scopes("read");
    }

    private static String header(TestAccessToken token) {
        return "Authorization: Bearer " + token.issue();
    }

    @Test
    void the_servlet_api_shows_the_caller() {
        WireAnswer answer = app.send("GET", "/api/me", header(token().claim("roles", List.of("auditor"))));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .contains(
                        "remoteUser=" + Application.PROVIDER.issuer() + "#alice ",
                        "principal=TokenIdentity[",
                        "authType=BEARER",
                        "admin=false",
                        "auditor=true",
                        "user=nobody");
        assertThat(answer.headers("Cache-Control")).containsExactly("private, no-cache");
        assertThat(answer.headers("Set-Cookie")).isEmpty();
    }

    @Test
    void a_request_with_a_token_has_no_session_and_leaves_that_of_the_browser_alone() {
        browser.signIn(app.url("/me"), "alice");
        Application.CLOCK.advance(Duration.ofMinutes(4)); // The session's cookie would be renewed now.

        for (String path : List.of("/api/session", "/both/session")) {
            WireAnswer answer = app.send("GET", path, header(token().subject("bob")), app.cookies(browser));

            assertThat(answer.body())
                    .startsWith("bob [read] ")
                    .endsWith(" session=null begun=false changed=false user=null");
            assertThat(answer.headers("Set-Cookie")).isEmpty();
        }
        assertThat(app.send("GET", "/both/me", app.cookies(browser)).body()).contains("user=Alice Archer.");
    }

    @Test
    void a_request_with_a_token_that_is_forwarded_to_a_login_reads_no_session_and_gets_no_cookie() {
        browser.signIn(app.url("/admin/me"), "alice");
        Application.CLOCK.advance(Duration.ofMinutes(4)); // The session's cookie would be renewed now.

        for (String how : List.of("FORWARD", "ASYNC_DISPATCH")) {
            WireAnswer refused =
                    app.send("GET", "/api/dispatch?how=" + how + "&to=/me", header(token()), app.cookies(browser));

            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.body()).doesNotContain("APPLICATION");
            assertThat(refused.headers("Set-Cookie")).isEmpty();
        }
        assertThat(app.send("GET", "/api/dispatch?how=FORWARD&to=/both/me", header(token()), app.cookies(browser))
                        .body())
                .contains("APPLICATION FORWARD", "authType=BEARER");
    }

    @Test
    void whatever_is_sent_no_cookie_comes_back_and_no_redirect() {
        browser.signIn(app.url("/me"), "alice");
        int before = app.calls();
        String good = token().issue();
        for (String path : List.of("/api/me", "/both/me")) {
            for (String bad : List.of(
                    "Bearer",
                    "Bearer a b",
                    "bearer garbage",
                    "Bearer " + good.substring(1),
                    "Bearer " + good + "x",
                    "Bearer " + token().audience("https://other.example.com").issue(),
                    "Bearer " + token().expiresIn(Duration.ofMinutes(-5)).issue(),
                    "Bearer " + token().scopes("write").issue(),
                    "Bearer " + good + "\r\nAuthorization: Bearer " + good)) {
                WireAnswer answer =
                        app.send("GET", path, Application.NAVIGATION, "Authorization: " + bad, app.cookies(browser));

                assertThat(answer.status()).as(bad).isIn(400, 401, 403);
                assertThat(answer.headers("Set-Cookie")).as(bad).isEmpty();
                assertThat(answer.headers("Location")).as(bad).isEmpty();
                assertThat(answer.headers("Cache-Control")).as(bad).containsExactly("no-store");
                assertThat(answer.header("WWW-Authenticate")).as(bad).contains("Bearer realm=", "error=");
            }
        }
        assertThat(app.calls()).isEqualTo(before);
    }

    @Test
    void a_token_of_a_megabyte_is_refused_and_the_server_lives() {
        WireAnswer answer = app.send("GET", "/api/me", "Authorization: Bearer " + "a".repeat(1 << 20));

        assertThat(answer.status()).isIn(0, 400, 413, 431);
        assertThat(app.send("GET", "/api/me", header(token())).status()).isEqualTo(200);
    }

    @Test
    void without_token_the_caller_is_challenged() {
        WireAnswer answer = app.send("GET", "/api/me", Application.NAVIGATION);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.headers("WWW-Authenticate"))
                .containsExactly("Bearer realm=\"" + app.url("\"").replace("/\"", "\""));
        assertThat(answer.headers("Location")).isEmpty();
    }

    @Test
    void a_user_without_the_role_gets_a_page_and_no_redirect() {
        browser.signIn(app.url("/me"), "alice");

        WireAnswer page = app.send("GET", "/admin/me", Application.NAVIGATION, app.cookies(browser));
        WireAnswer script = app.send("GET", "/admin/me", "Sec-Fetch-Mode: cors", app.cookies(browser));

        assertThat(page.status()).isEqualTo(403);
        assertThat(page.body()).contains("You may not see this page");
        assertThat(page.headers("Location")).isEmpty();
        assertThat(script.status()).isEqualTo(403);
        assertThat(script.header("Content-Type")).startsWith("application/json");
    }

    @Test
    void a_user_with_the_role_may_enter() {
        assertThat(browser.signIn(app.url("/admin/me"), "carol").body()).contains("user=Carol Carter.");
    }

    @Test
    void an_event_stream_without_a_login_gets_a_status() {
        WireAnswer answer = app.send("GET", "/me", "Accept: text/event-stream, text/html");

        assertThat(answer.status()).isEqualTo(401);
    }
}
