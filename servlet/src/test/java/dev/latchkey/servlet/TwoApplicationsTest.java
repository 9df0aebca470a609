package dev.latchkey.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.RelyingParty;
import dev.latchkey.app.Access;
import dev.latchkey.servlet.container.Container;
import dev.latchkey.servlet.container.OnEachContainer;
import dev.latchkey.servlet.container.RunningServer;
import dev.latchkey.servlet.container.WebApp;
import dev.latchkey.testing.Page;
import dev.latchkey.testing.TestBrowser;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One relying party is built first and installed later, into two servlet contexts that run at once. */
@OnEachContainer
final class TwoApplicationsTest {
    private final AtomicReference<RelyingParty> relyingParty = new AtomicReference<>();
    private final RunningServer first;
    private final RunningServer second;
    private final TestBrowser browser = new TestBrowser();

    TwoApplicationsTest(Container container) {
        first = container.start(port -> {
            relyingParty.set(Application.relyingParty(Setup.standard(), "http://localhost:" + port));
            return application(relyingParty.get());
        });
        second = container.start(port -> application(relyingParty.get()));
    }

    private static WebApp application(RelyingParty relyingParty) {
        return WebApp.of(OidcFilter.of(relyingParty).otherwise(Access.signedIn()))
                .servlet("/me", new Echo())
                .servlet("/", new Echo());
    }

    @AfterEach
    void stop() {
        first.close();
        second.close();
    }

    private static String url(RunningServer server) {
        return "http://localhost:" + server.port() + "/me";
    }

    @Test
    void a_login_at_either_is_one_at_both() {
        Page page = browser.signIn(url(second), "alice");

        assertThat(page.url()).isEqualTo(url(first));
        assertThat(page.body()).contains("user=Alice Archer.");
        assertThat(browser.step(url(second)).body()).contains("user=Alice Archer.");
    }

    @Test
    void neither_lets_anybody_in_who_is_not_signed_in() {
        assertThat(browser.fetch(url(first)).status()).isEqualTo(401);
        assertThat(browser.fetch(url(second)).status()).isEqualTo(401);
    }
}
