package dev.latchkey.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.RelyingParty;
import dev.latchkey.RelyingPartyBuilder;
import dev.latchkey.app.Access;
import dev.latchkey.app.LoginRequest;
import dev.latchkey.config.LoginParameters;
import dev.latchkey.config.Provider;
import dev.latchkey.config.ResponseMode;
import dev.latchkey.config.ResponseType;
import dev.latchkey.servlet.container.Container;
import dev.latchkey.servlet.container.OnEachContainer;
import dev.latchkey.servlet.container.RunningServer;
import dev.latchkey.servlet.container.WebApp;
import dev.latchkey.testing.Endpoint;
import dev.latchkey.testing.Page;
import dev.latchkey.testing.RecordedRequest;
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
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers that come in forms and fragments, and logins that the application starts itself. */
@OnEachContainer
final class WaysInTest {
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

    /** Asks the user to sign in again. */
    private static final class SignInAgain extends HttpServlet {
        private static final long serialVersionUID = 1L;
        private final transient RelyingParty relyingParty;

        SignInAgain(RelyingParty relyingParty) {
            this.relyingParty = relyingParty;
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            LoginParameters again = LoginParameters.none().prompt("login").loginHint("bob");
            Logins.start(relyingParty, LoginRequest.to("/me").at("default").with(again), request, response);
        }
    }

    WaysInTest(Container container) {
        this.server = container.start(port -> {
            RelyingParty relyingParty = Application.relyingParty(
                    Setup.standard().settings(WaysInTest::providers), "http://localhost:" + port);
            Filter filter = OidcFilter.of(relyingParty).open("/open/*").otherwise(Access.signedIn());
            return WebApp.of(new Curious(filter))
                    .servlet("/me", new Echo())
                    .servlet("/open/again", new SignInAgain(relyingParty))
                    .servlet("/", new Echo());
        });
    }

    private static RelyingPartyBuilder providers(RelyingPartyBuilder settings) {
        Provider provider = Provider.discover(Application.PROVIDER.issuer()).client("client1", "secret1");
        return settings.provider("form", provider.responseMode(ResponseMode.FORM_POST))
                .provider("implicit", provider.responseType(ResponseType.ID_TOKEN_TOKEN))
                .provider(
                        "hybrid",
                        provider.responseType(ResponseType.CODE_ID_TOKEN).responseMode(ResponseMode.FORM_POST));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String url(String path) {
        return "http://localhost:" + server.port() + path;
    }

    private Page signIn(String provider) {
        return browser.signIn(url("/login?return_to=/me&provider=" + provider), "alice");
    }

    @Test
    void an_answer_in_a_form_signs_in_even_if_a_filter_has_read_the_form_before() {
        assertThat(signIn("form").body()).contains("user=Alice Archer.");
    }

    @Test
    void an_answer_in_a_fragment_signs_in() {
        assertThat(signIn("implicit").body()).contains("user=Alice Archer.");
    }

    @Test
    void code_and_id_token_in_a_form_sign_in() {
        assertThat(signIn("hybrid").body()).contains("user=Alice Archer.");
    }

    @Test
    void a_login_that_the_application_starts_asks_for_what_it_says() {
        signIn("default");
        Application.PROVIDER.forgetRequests();
        Page again = browser.open(url("/open/again"));

        List<RecordedRequest> requests = Application.PROVIDER.requests(Endpoint.AUTHORIZATION);
        assertThat(requests).hasSize(1);
        assertThat(requests.get(0).parameter("prompt")).isEqualTo("login");
        assertThat(requests.get(0).parameter("login_hint")).isEqualTo("bob");
        assertThat(browser.signIn(again, "bob").body()).contains("user=Bob Baker.");
    }

    @Test
    void an_answer_in_the_query_of_a_post_with_an_empty_body_is_no_form() {
        Application.PROVIDER.signOutEverywhere();
        Application.PROVIDER.forgetRequests();
        Page signIn = browser.open(url("/login?return_to=/me&provider=form"));
        Page form = browser.step(signIn, "Sign in", Map.of("username", "alice"));
        String query = form.forms().get(0).fields().entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        Page page = browser.request(
                "POST", url("/redirect_uri?" + query), Map.of("Content-Type", "application/x-www-form-urlencoded"), "");

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.body()).contains("state_missing");
        assertThat(Application.PROVIDER.requests(Endpoint.TOKEN)).isEmpty();
    }
}
