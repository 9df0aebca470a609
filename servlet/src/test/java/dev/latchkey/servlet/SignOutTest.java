package dev.latchkey.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.servlet.container.Container;
import dev.latchkey.servlet.container.OnEachContainer;
import dev.latchkey.servlet.container.WireAnswer;
import dev.latchkey.testing.Page;
import dev.latchkey.testing.TestBrowser;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnEachContainer
final class SignOutTest {
    private final Application app;
    private final TestBrowser browser = new TestBrowser();

    SignOutTest(Container container) {
        this.app = Application.start(container);
    }

    @BeforeEach
    void sign_in() {
        browser.signIn(app.url("/me"), "alice");
    }

    @AfterEach
    void stop() {
        app.close();
    }

    @Test
    void a_button_signs_out_here_and_at_the_provider_and_leads_back() {
        String stolen = app.cookies(browser);

        Page page = browser.post(app.url("/logout"), Map.of());

        assertThat(page.url()).isEqualTo(app.url("/"));
        assertThat(page.redirects()).anyMatch(uri -> uri.toString().startsWith(Application.PROVIDER.issuer()));
        assertThat(page.body()).contains("user=nobody.");
        assertThat(app.send("GET", "/me", stolen).status()).isEqualTo(401);
        assertThat(browser.open(app.url("/me")).title()).startsWith("Sign in");
    }

    @Test
    void a_link_of_this_site_signs_out() {
        Page page = browser.open(browser.open(app.url("/")), app.url("/logout"));

        assertThat(page.url()).isEqualTo(app.url("/"));
        assertThat(page.body()).contains("user=nobody.");
    }

    @Test
    void a_link_of_another_site_leads_to_a_question() {
        WireAnswer answer = app.send(
                "GET",
                "/logout",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Mode: navigate",
                "Sec-Fetch-Dest: document",
                app.cookies(browser));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("Do you want to sign out", "method=\"post\"");
        assertThat(answer.headers("Set-Cookie")).isEmpty();
        assertThat(browser.open(app.url("/me")).body()).contains("user=Alice Archer.");
    }

    @Test
    void a_form_of_another_site_signs_nobody_out() {
        WireAnswer answer =
                app.send("POST", "/logout", "Sec-Fetch-Site: cross-site", "Content-Length: 0", app.cookies(browser));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("Do you want to sign out");
        assertThat(browser.open(app.url("/me")).body()).contains("user=Alice Archer.");
    }

    @Test
    void sign_out_never_reaches_the_application() {
        int before = app.calls();

        browser.step(app.url("/logout"));

        assertThat(app.calls()).isEqualTo(before);
    }
}
