package dev.latchkey.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.RelyingParty;
import dev.latchkey.RelyingPartyBuilder;
import dev.latchkey.app.LoginRequest;
import dev.latchkey.app.LogoutRequest;
import dev.latchkey.config.LoginParameters;
import dev.latchkey.config.Provider;
import dev.latchkey.config.ResponseMode;
import dev.latchkey.config.ResponseType;
import dev.latchkey.testing.Endpoint;
import dev.latchkey.testing.Page;
import dev.latchkey.testing.TestBrowser;
import dev.latchkey.testing.TestProvider;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers in forms and fragments, logins that the application starts, and one relying party in two applications. */
class WaysInTest {
    private final TestProvider provider = TestProvider.start();
    private final TestBrowser browser = new TestBrowser();

    @AfterEach
    void stop() {
        provider.close();
    }

    private Provider usual() {
        return Provider.discover(provider.issuer()).client("client1", "secret1");
    }

    private RelyingPartyBuilder builder(int port, Provider settings) {
        return RelyingParty.builder()
                .baseUrl("http://localhost:" + port)
                .secretKey(App.SECRET_KEY)
                .provider("default", settings);
    }

    private static void me(Context context) {
        context.result(SignedInUsers.of(context).subject());
    }

    private static Javalin application(RelyingParty relyingParty, int port) {
        return Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.registerPlugin(new OidcPlugin(relyingParty).otherwise(AccessRole.signedIn()));
                    config.routes.get("/me", WaysInTest::me);
                    config.routes.get("/again", context -> signInAgain(context, relyingParty));
                    config.routes.get("/leave", context -> leave(context, relyingParty));
                    config.routes.get("/bye", context -> context.result("Bye"), AccessRole.anyone());
                })
                .start("localhost", port);
    }

    private static void signInAgain(Context context, RelyingParty oidc) {
        LoginParameters again = LoginParameters.none().prompt("login");
        Logins.start(oidc, LoginRequest.to("/me").with(again), context);
    }

    private static void leave(Context context, RelyingParty oidc) {
        Logouts.start(oidc, LogoutRequest.to("/bye"), context);
    }

    private Page signedIn(Provider settings) {
        int port = App.freePort();
        Javalin application = application(builder(port, settings).build(), port);
        try {
            return browser.signIn("http://localhost:" + port + "/me", "alice");
        } finally {
            application.stop();
        }
    }

    @Test
    void an_answer_in_a_form_signs_in() {
        assertThat(signedIn(usual().responseMode(ResponseMode.FORM_POST)).body())
                .isEqualTo("alice");
    }

    @Test
    void an_answer_in_a_fragment_signs_in() {
        assertThat(signedIn(usual().responseType(ResponseType.ID_TOKEN_TOKEN)).body())
                .isEqualTo("alice");
    }

    @Test
    void a_sign_out_that_the_application_starts_leads_to_the_provider_and_back() {
        int port = App.freePort();
        Javalin application = application(builder(port, usual()).build(), port);
        try {
            Page me = browser.signIn("http://localhost:" + port + "/me", "alice");

            assertThat(browser.open(me, "http://localhost:" + port + "/leave").body())
                    .isEqualTo("Bye");
            assertThat(browser.step("http://localhost:" + port + "/me").status())
                    .isEqualTo(303);
        } finally {
            application.stop();
        }
    }

    @Test
    void a_login_that_the_application_starts_asks_for_what_it_says() {
        int port = App.freePort();
        Javalin application = application(builder(port, usual()).build(), port);
        try {
            browser.signIn("http://localhost:" + port + "/me", "alice");
            provider.forgetRequests();
            Page again = browser.open("http://localhost:" + port + "/again");

            assertThat(provider.requests(Endpoint.AUTHORIZATION).get(0).parameter("prompt"))
                    .isEqualTo("login");
            assertThat(browser.signIn(again, "bob").body()).isEqualTo("bob");
        } finally {
            application.stop();
        }
    }

    @Test
    void one_relying_party_serves_two_applications_that_are_made_after_it() {
        int port = App.freePort();
        RelyingParty relyingParty = builder(port, usual()).build();
        Javalin first = application(relyingParty, port);
        Page signInPage;
        try {
            signInPage = browser.open("http://localhost:" + port + "/me");
        } finally {
            first.stop();
        }
        Javalin second = application(relyingParty, port);
        try {
            assertThat(browser.signIn(signInPage, "alice").body()).isEqualTo("alice");
        } finally {
            second.stop();
        }
    }

    @Test
    void one_relying_party_serves_two_applications_at_once() {
        int port = App.freePort();
        RelyingParty relyingParty = builder(port, usual()).build();
        Javalin first = application(relyingParty, port);
        int otherPort = App.freePort();
        Javalin second = application(relyingParty, otherPort);
        try {
            Page page = browser.signIn("http://localhost:" + otherPort + "/me", "alice");
            assertThat(page.url()).isEqualTo("http://localhost:" + port + "/me");
            assertThat(page.body()).isEqualTo("alice");
            assertThat(browser.step("http://localhost:" + otherPort + "/me").body())
                    .isEqualTo("alice");

            TestBrowser nobody = new TestBrowser();
            assertThat(nobody.fetch("http://localhost:" + port + "/me").status())
                    .isEqualTo(401);
            assertThat(nobody.fetch("http://localhost:" + otherPort + "/me").status())
                    .isEqualTo(401);
        } finally {
            first.stop();
            second.stop();
        }
    }

    @Test
    void an_answer_in_the_query_of_a_post_with_an_empty_body_is_no_form() {
        int port = App.freePort();
        Javalin application = application(
                builder(port, usual().responseMode(ResponseMode.FORM_POST)).build(), port);
        try {
            Page signIn = browser.open("http://localhost:" + port + "/me");
            Page form = browser.step(signIn, "Sign in", Map.of("username", "alice"));
            String query = form.forms().get(0).fields().entrySet().stream()
                    .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                    .collect(Collectors.joining("&"));
            Page page = browser.request(
                    "POST",
                    "http://localhost:" + port + "/redirect_uri?" + query,
                    Map.of("Content-Type", "application/x-www-form-urlencoded"),
                    "");

            assertThat(page.status()).isEqualTo(400);
            assertThat(page.body()).contains("state_missing");
            assertThat(provider.requests(Endpoint.TOKEN)).isEmpty();
        } finally {
            application.stop();
        }
    }
}
