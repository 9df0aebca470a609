package dev.latchkey.verify.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.config.Provider;
import dev.latchkey.testing.Endpoint;
import dev.latchkey.testing.Misbehaviour;
import dev.latchkey.testing.Page;
import dev.latchkey.testing.RecordedRequest;
import dev.latchkey.testing.TestBrowser;
import dev.latchkey.testing.TestProvider;
import dev.latchkey.verify.LoginApplication;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The user leaves. */
class LogoutTest {
    private final TestProvider provider = TestProvider.start();
    private final TestBrowser browser = new TestBrowser();
    private final LoginApplication application;

    LogoutTest() throws IOException {
        application = LoginApplication.start(builder ->
                builder.provider("default", Provider.discover(provider.issuer()).client("client1", "secret1")));
    }

    @BeforeEach
    void sign_in() {
        assertThat(browser.signIn(application.url("/me"), "alice").body()).contains("name=Alice");
    }

    @AfterEach
    void stop() {
        application.close();
        provider.close();
    }

    @Test
    void link_of_the_application_ends_both_sessions_and_returns_to_the_home_page() {
        TestBrowser copy = browser.copy();
        Page home = browser.follow(browser.open(application.url("/me")), "Sign out");

        assertThat(home.url()).isEqualTo(application.url("/"));
        assertThat(home.body()).contains("Sign in");
        RecordedRequest atProvider = provider.requests(Endpoint.END_SESSION).get(0);
        assertThat(atProvider.parameter("client_id")).isEqualTo("client1");
        assertThat(atProvider.parameter("id_token_hint")).contains(".");
        assertThat(atProvider.parameter("post_logout_redirect_uri")).isEqualTo(application.url("/logged_out"));
        assertThat(atProvider.parameter("state")).hasSize(43);
        assertThat(browser.open(application.url("/me")).url()).startsWith(provider.issuer());
        assertThat(copy.open(application.url("/")).body()).contains("Sign in");
    }

    @Test
    void every_answer_on_the_way_out_is_never_stored() {
        Page redirect = browser.request(
                "POST", application.url("/logout"), Map.of("Sec-Fetch-Site", "same-origin", "Accept", "text/html"));

        assertThat(redirect.status()).isEqualTo(303);
        assertThat(redirect.header("Cache-Control")).isEqualTo("no-store");
        assertThat(browser.step(application.url("/logged_out")).header("Cache-Control"))
                .isEqualTo("no-store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site"})
    void link_of_another_site_signs_nobody_out_but_asks(String site) {
        Page question = browser.request(
                "GET", application.url("/logout"), Map.of("Sec-Fetch-Site", site, "Accept", "text/html"));

        assertThat(question.status()).isEqualTo(200);
        assertThat(question.title()).isEqualTo("Sign out?");
        assertThat(question.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(browser.open(application.url("/")).body()).contains("name=Alice");
        assertThat(browser.submit(question, "Sign out", Map.of()).body()).contains("Sign in");
    }

    @Test
    void form_of_another_site_signs_nobody_out() {
        Page question = browser.request(
                "POST", application.url("/logout"), Map.of("Origin", "https://evil.example", "Accept", "text/html"));

        assertThat(question.title()).isEqualTo("Sign out?");
        assertThat(browser.open(application.url("/")).body()).contains("name=Alice");
    }

    @Test
    void provider_without_an_end_session_endpoint_gets_a_local_sign_out() throws IOException {
        provider.misbehave(Misbehaviour.NO_END_SESSION_ENDPOINT);
        try (LoginApplication local = LoginApplication.start(builder ->
                builder.provider("default", Provider.discover(provider.issuer()).client("client1", "secret1")))) {
            browser.open(local.url("/me"));
            Page home = browser.follow(browser.open(local.url("/me")), "Sign out");

            assertThat(home.url()).isEqualTo(local.url("/"));
            assertThat(home.body()).contains("Sign in");
            assertThat(provider.requests(Endpoint.END_SESSION)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Misbehaviour.class,
            names = {"END_SESSION_STATE_ALTERED", "END_SESSION_STATE_MISSING"})
    void return_with_another_state_or_none_is_survived(Misbehaviour how) {
        provider.misbehave(how);
        Page home = browser.follow(browser.open(application.url("/me")), "Sign out");

        assertThat(home.url()).isEqualTo(application.url("/"));
        assertThat(home.body()).contains("Sign in");
    }

    @Test
    void sign_out_works_while_the_provider_is_down() throws IOException {
        TestProvider gone = TestProvider.start();
        try (LoginApplication lonely = LoginApplication.start(builder ->
                builder.provider("default", Provider.discover(gone.issuer()).client("client1", "secret1")))) {
            TestBrowser user = new TestBrowser();
            user.signIn(lonely.url("/me"), "alice");
            gone.close();
            Page redirect = user.request(
                    "POST", lonely.url("/logout"), Map.of("Sec-Fetch-Site", "same-origin", "Accept", "text/html"));

            assertThat(redirect.status()).isEqualTo(303);
            assertThat(user.open(lonely.url("/")).body()).contains("Sign in");
        }
    }

    @Test
    void script_is_told_where_to_send_the_browser() {
        Page answer = browser.request(
                "POST", application.url("/logout"), Map.of("Sec-Fetch-Site", "same-origin", "Sec-Fetch-Mode", "cors"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).startsWith("{\"location\":\"" + provider.uri(Endpoint.END_SESSION));
        assertThat(browser.open(application.url("/")).body()).contains("Sign in");
    }
}
