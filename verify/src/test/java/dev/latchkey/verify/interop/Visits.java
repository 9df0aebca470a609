package dev.latchkey.verify.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testing.Page;
import dev.latchkey.testing.TestBrowser;
import dev.latchkey.verify.LoginApplication;
import java.io.IOException;

/** Whole visits of a user. */
final class Visits {
    private Visits() {}

    static void sign_in_and_out(Visit visit) throws IOException {
        RealProvider provider = visit.provider();
        TestBrowser browser = visit.browser();
        try (LoginApplication application = visit.start(visit.client(TestClient.BASIC))) {
            Page form = browser.open(application.url("/me?tab=2&q=a%20b"));
            assertThat(provider.asksForCredentials(form)).isTrue();

            Page me = provider.signIn(browser, form, "alice");
            assertThat(me.body())
                    .contains("name=Alice Adams<", "email=alice@example.com<", "issuer=" + provider.issuer() + "<");
            assertThat(me.url()).isEqualTo(application.url("/me?tab=2&q=a%20b"));

            Page home = provider.confirmSignOut(browser, browser.follow(me, "Sign out"));
            assertThat(home.url()).isEqualTo(application.url("/"));
            assertThat(home.body()).contains("Sign in");
            assertThat(provider.asksForCredentials(browser.open(application.url("/me"))))
                    .isTrue();
        }
    }

    static void refusal_shows_the_error_view(Visit visit) throws IOException {
        TestBrowser browser = visit.browser();
        try (LoginApplication application = visit.start(visit.client(TestClient.REFUSABLE))) {
            Page page = visit.provider().refuse(browser, browser.open(application.url("/me")), "bob");

            assertThat(page.url()).startsWith(application.url("/redirect_uri"));
            assertThat(page.body()).contains("error=access_denied<", "reason=authorization_error<");
        }
    }
}
