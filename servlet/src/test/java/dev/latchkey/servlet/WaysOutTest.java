package dev.latchkey.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.RelyingParty;
import dev.latchkey.app.Access;
import dev.latchkey.app.LogoutRequest;
import dev.latchkey.servlet.container.Container;
import dev.latchkey.servlet.container.OnEachContainer;
import dev.latchkey.servlet.container.RunningServer;
import dev.latchkey.servlet.container.WebApp;
import dev.latchkey.store.SessionStore;
import dev.latchkey.testing.Page;
import dev.latchkey.testing.TestBrowser;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sign-outs that the application starts itself, and those that the provider passes on. */
@OnEachContainer
final class WaysOutTest {
    private final RunningServer server;
    private final TestBrowser browser = new TestBrowser();

    /** As a filter that looks for a parameter before anybody else has read the form. */
    private record Curious(Filter next) implements Filter {
        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            request.getParameter("_method");
            next.doFilter(request, response, chain);
        }
    }

    /** Signs the user out. */
    private static final class Leave extends HttpServlet {
        private static final long serialVersionUID = 1L;
        private final transient RelyingParty relyingParty;

        Leave(RelyingParty relyingParty) {
            this.relyingParty = relyingParty;
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            Logouts.start(relyingParty, LogoutRequest.to("/open/bye"), request, response);
        }
    }

    WaysOutTest(Container container) {
        this.server = container.start(port -> {
            RelyingParty relyingParty = Application.relyingParty(
                    Setup.standard()
                            .settings(settings -> settings.backchannelLogout(SessionStore.inMemory())
                                    .frontchannelLogout()),
                    "http://localhost:" + port);
            Filter filter = OidcFilter.of(relyingParty).open("/open/*").otherwise(Access.signedIn());
            return WebApp.of(new Curious(filter))
                    .servlet("/me", new Echo())
                    .servlet("/open/leave", new Leave(relyingParty))
                    .servlet("/", new Echo());
        });
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String url(String path) {
        return "http://localhost:" + server.port() + path;
    }

    private Page signIn() {
        Page page = browser.signIn(url("/me"), "alice");
        assertThat(page.body()).contains("user=Alice Archer.");
        return page;
    }

    private boolean isSignedIn() {
        return browser.step(url("/me")).status() == 200;
    }

    @Test
    void a_sign_out_that_the_application_starts_leads_to_the_provider_and_back() {
        Page page = browser.open(signIn(), url("/open/leave"));

        assertThat(page.url()).isEqualTo(url("/open/bye"));
        assertThat(isSignedIn()).isFalse();
    }

    @Test
    void a_posted_logout_token_ends_the_session_even_if_a_filter_has_read_the_form_before() {
        signIn();
        String uri = url("/redirect_uri/backchannel_logout");

        assertThat(Application.PROVIDER
                        .logoutToken("client1")
                        .sub("alice")
                        .claim("nonce", "n")
                        .sendTo(uri)
                        .status())
                .isEqualTo(400);
        assertThat(isSignedIn()).isTrue();
        assertThat(Application.PROVIDER
                        .logoutToken("client1")
                        .sub("alice")
                        .sendTo(uri)
                        .header("cache-control"))
                .isEqualTo("no-store");
        assertThat(isSignedIn()).isFalse();
    }

    @Test
    void a_frame_of_the_provider_is_not_kept_from_framing() {
        Page frame = browser.request(
                "GET",
                url("/redirect_uri/frontchannel_logout"),
                Map.of("Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "iframe"));

        assertThat(frame.status()).isEqualTo(200);
        assertThat(frame.header("X-Frame-Options")).isNull();
        assertThat(frame.header("Content-Security-Policy"))
                .endsWith("frame-ancestors " + Application.PROVIDER.issuer());
    }
}
