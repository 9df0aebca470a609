package dev.latchkey.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.servlet.container.Container;
import dev.latchkey.servlet.container.OnEachContainer;
import dev.latchkey.testing.TestBrowser;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@OnEachContainer
final class HttpSessionTest {
    private final Application app;
    private final TestBrowser browser = new TestBrowser();

    /** {@code ?put=book} puts a book into the cart; without it no session is made. */
    private static final class Cart extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            String put = request.getParameter("put");
            HttpSession session = put == null ? request.getSession(false) : request.getSession();
            if (put != null) {
                session.setAttribute("cart", put);
            }
            response.getWriter()
                    .print(session == null ? "no session" : session.getId() + " " + session.getAttribute("cart"));
        }
    }

    HttpSessionTest(Container container) {
        Cart cart = new Cart();
        this.app = Application.start(
                container,
                Setup.standard()
                        .application(
                                webApp -> webApp.servlet("/open/cart", cart).servlet("/cart", cart)));
    }

    @AfterEach
    void stop() {
        app.close();
    }

    @Test
    void a_login_gives_the_session_a_new_id_and_keeps_its_attributes() {
        String id = id(browser.open(app.url("/open/cart?put=book")).body());

        String afterLogin = browser.signIn(app.url("/cart"), "alice").body();

        assertThat(afterLogin).endsWith(" book").doesNotContain(id);
        assertThat(app.send("GET", "/open/cart", "Cookie: JSESSIONID=" + id).body())
                .isEqualTo("no session");
    }

    @Test
    void sign_out_ends_the_session() {
        browser.signIn(app.url("/cart?put=book"), "alice");
        String id = id(browser.open(app.url("/cart")).body());

        browser.post(app.url("/logout"), Map.of());

        assertThat(browser.open(app.url("/open/cart")).body()).isEqualTo("no session");
        assertThat(app.send("GET", "/open/cart", "Cookie: JSESSIONID=" + id).body())
                .isEqualTo("no session");
    }

    @Test
    void another_user_does_not_find_the_session_of_the_last() {
        browser.signIn(app.url("/cart?put=book"), "alice");
        Application.PROVIDER.signOutEverywhere();

        assertThat(browser.signIn(app.url("/login?return_to=/cart"), "bob").body())
                .isEqualTo("no session");
    }

    @Test
    void another_user_does_not_find_the_session_of_one_whose_login_had_ended_by_itself() {
        browser.signIn(app.url("/cart?put=book"), "alice");
        Application.CLOCK.advance(Duration.ofMinutes(31));
        Application.PROVIDER.signOutEverywhere();

        assertThat(browser.signIn(app.url("/cart"), "bob").body()).isEqualTo("no session");
        assertThat(browser.open(app.url("/cart?put=pen")).body()).endsWith(" pen");
    }

    @Test
    void nobody_does_not_find_the_session_of_one_whose_login_had_ended_by_itself() {
        browser.signIn(app.url("/cart?put=book"), "alice");
        Application.CLOCK.advance(Duration.ofMinutes(31));
        Application.PROVIDER.signOutEverywhere();

        assertThat(browser.open(app.url("/open/cart")).body()).isEqualTo("no session");
        assertThat(browser.open(app.url("/open/cart?put=pen")).body()).endsWith(" pen");
        assertThat(browser.open(app.url("/open/cart")).body()).endsWith(" pen");
        assertThat(browser.signIn(app.url("/cart"), "alice").body()).endsWith(" pen");
    }

    @Test
    void a_request_without_a_login_does_not_end_the_session_that_it_does_not_see() {
        browser.signIn(app.url("/cart?put=book"), "alice");
        Application.CLOCK.advance(Duration.ofMinutes(31));
        Application.PROVIDER.signOutEverywhere();
        assertThat(browser.open(app.url("/open/cart")).body()).isEqualTo("no session");

        assertThat(browser.signIn(app.url("/cart"), "alice").body()).endsWith(" book");
    }

    @Test
    void the_same_user_keeps_the_session_over_a_second_login() {
        browser.signIn(app.url("/cart?put=book"), "alice");
        Application.PROVIDER.signOutEverywhere();

        assertThat(browser.signIn(app.url("/login?return_to=/cart"), "alice").body())
                .endsWith(" book");
    }

    private static String id(String body) {
        return body.substring(0, body.indexOf(' '));
    }
}
