package dev.latchkey.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.servlet.container.Container;
import dev.latchkey.servlet.container.OnEachContainer;
import dev.latchkey.servlet.container.WireAnswer;
import dev.latchkey.testing.TestBrowser;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@OnEachContainer
final class DispatchTest {
    private final Application app;
    private final TestBrowser browser = new TestBrowser();

    DispatchTest(Container container) {
        Dispatcher dispatcher = new Dispatcher();
        Echo errorPage = new Echo();
        this.app = Application.start(
                container,
                Setup.standard()
                        .application(webApp -> webApp.servlet("/dispatch", dispatcher)
                                .servlet("/open/dispatch", dispatcher)
                                .servlet("/error", errorPage)
                                .errorPage("/error")));
    }

    @AfterEach
    void stop() {
        app.close();
    }

    @Test
    void an_asynchronous_answer_knows_the_user() {
        assertThat(signedIn("/dispatch?how=ASYNC")).contains("ASYNC ANSWER", "#alice.");
    }

    @Test
    void an_asynchronous_dispatch_keeps_the_user() {
        assertThat(signedIn("/dispatch?how=ASYNC_DISPATCH&to=/me"))
                .contains("APPLICATION ASYNC", "#alice", "user=Alice Archer.");
    }

    @Test
    void an_asynchronous_dispatch_to_a_protected_path_needs_a_login() {
        WireAnswer answer = app.send("GET", "/open/dispatch?how=ASYNC_DISPATCH&to=/me");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(app.calls()).isZero();
    }

    @Test
    void a_login_takes_the_place_of_what_was_written_before_the_dispatch() {
        WireAnswer answer = app.send("GET", "/open/dispatch?how=BEGIN_AND_ASYNC_DISPATCH&to=/me");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body()).startsWith("{").contains("login_required");
    }

    @Test
    void a_committed_response_gets_neither_the_protected_page_nor_a_login() {
        WireAnswer answer = app.send("GET", "/open/dispatch?how=COMMIT_AND_ASYNC_DISPATCH&to=/me");

        assertThat(answer.body()).contains("committed").doesNotContain("login_required", "APPLICATION REQUEST");
        assertThat(answer.body()).doesNotContain("APPLICATION ASYNC");
    }

    @Test
    void a_forward_keeps_the_user() {
        assertThat(signedIn("/dispatch?how=FORWARD&to=/me"))
                .contains("APPLICATION FORWARD", "#alice", "user=Alice Archer.");
    }

    @Test
    void a_forward_from_an_open_path_to_a_protected_one_needs_a_login() {
        WireAnswer answer = app.send("GET", "/open/dispatch?how=FORWARD&to=/me");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body()).contains("login_required").doesNotContain("APPLICATION");
        assertThat(app.calls()).isZero();
        assertThat(signedIn("/open/dispatch?how=FORWARD&to=/me")).contains("APPLICATION FORWARD", "user=Alice Archer.");
    }

    @Test
    void a_forward_between_different_rules_sets_each_cookie_once() {
        browser.signIn(app.url("/me"), "alice");
        Application.CLOCK.advance(Duration.ofMinutes(4));

        WireAnswer answer = app.send("GET", "/open/dispatch?how=FORWARD&to=/me", app.cookies(browser));

        assertThat(answer.headers("Set-Cookie").stream().map(cookie -> cookie.substring(0, cookie.indexOf('='))))
                .isNotEmpty()
                .doesNotHaveDuplicates();
        assertThat(answer.headers("Cache-Control")).containsExactly("no-store");
    }

    @Test
    void an_included_part_knows_the_user() {
        assertThat(signedIn("/dispatch?how=INCLUDE&to=/me"))
                .contains("before", "APPLICATION INCLUDE", "user=Alice Archer.", "after");
    }

    @Test
    void an_included_part_of_an_open_page_knows_nobody() {
        assertThat(app.send("GET", "/open/dispatch?how=INCLUDE&to=/me").body())
                .contains("before", "APPLICATION INCLUDE", "principal=null", "user=nobody.", "after");
    }

    @Test
    void an_error_page_keeps_its_status_and_knows_the_user() {
        browser.signIn(app.url("/me"), "alice");

        WireAnswer answer = app.send("GET", "/dispatch?how=ERROR", app.cookies(browser));

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).contains("APPLICATION ERROR", "#alice", "user=Alice Archer.");
    }

    @Test
    void an_error_page_of_an_open_path_needs_no_login() {
        WireAnswer answer = app.send("GET", "/open/dispatch?how=ERROR");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).contains("APPLICATION ERROR", "user=nobody.");
    }

    @Test
    void an_error_page_is_no_way_around_a_login() {
        assertThat(app.send("GET", "/error").status()).isEqualTo(401);
        assertThat(app.send("GET", "/dispatch?how=ERROR").body()).doesNotContain("APPLICATION");
    }

    private String signedIn(String path) {
        browser.signIn(app.url("/me"), "alice");
        return browser.open(app.url(path)).body();
    }
}
