package dev.latchkey.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.RelyingParty;
import dev.latchkey.app.Access;
import dev.latchkey.servlet.container.Container;
import dev.latchkey.servlet.container.OnEachContainer;
import dev.latchkey.servlet.container.RunningServer;
import dev.latchkey.servlet.container.WebApp;
import dev.latchkey.servlet.container.Wire;
import dev.latchkey.testing.TestBrowser;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two relying parties in one application, each with paths of its own. */
@OnEachContainer
final class TwoFiltersTest {
    private final RunningServer server;
    private final TestBrowser browser = new TestBrowser();

    /** One filter for {@code /other/*}, one for everything else. */
    private record ByPath(OidcFilter other, OidcFilter rest) implements Filter {
        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            boolean isOther = request instanceof HttpServletRequest http
                    && ServletExchange.pathInApplication(http).startsWith("/other/");
            (isOther ? other : rest).doFilter(request, response, chain);
        }
    }

    TwoFiltersTest(Container container) {
        this.server = container.start(port -> {
            Setup setup = Setup.standard();
            RelyingParty other = Application.relyingParty(
                    setup.settings(settings -> settings.secretKey("another secret key, long enough as well")),
                    "http://localhost:" + port);
            RelyingParty rest = Application.relyingParty(setup, "http://localhost:" + port);
            ByPath filters = new ByPath(
                    OidcFilter.of(other).otherwise(Access.signedIn()),
                    OidcFilter.of(rest).open("/open/*").otherwise(Access.signedIn()));
            return WebApp.of(filters)
                    .servlet("/me", new Echo())
                    .servlet("/other/me", new Echo())
                    .servlet("/dispatch", new Dispatcher());
        });
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void who_is_let_in_by_one_is_not_let_in_by_the_other() {
        browser.signIn(url("/me"), "alice");

        assertThat(browser.fetch(url("/dispatch?how=FORWARD&to=/me")).body()).contains("user=Alice Archer.");
        assertThat(browser.fetch(url("/dispatch?how=FORWARD&to=/other/me")).status())
                .isEqualTo(401);
        assertThat(browser.fetch(url("/dispatch?how=ASYNC_DISPATCH&to=/other/me"))
                        .status())
                .isEqualTo(401);
        assertThat(Wire.send(server.port(), "GET", "/other/me").status()).isEqualTo(401);
    }

    private String url(String path) {
        return "http://localhost:" + server.port() + path;
    }
}
