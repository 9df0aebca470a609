package dev.latchkey.verify.certification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.RelyingPartyBuilder;
import dev.latchkey.config.Provider;
import dev.latchkey.testing.Endpoint;
import dev.latchkey.testing.Page;
import dev.latchkey.testing.TestBrowser;
import dev.latchkey.testing.TestProvider;
import dev.latchkey.verify.LoginApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody else sends the user here to sign in (OpenID Connect Core §4). */
class ThirdPartyLoginTest {
    private static final TestProvider PROVIDER = TestProvider.start();

    private final LoginApplication application = start(RelyingPartyBuilder::thirdPartyLogin);
    private final TestBrowser browser = new TestBrowser();

    private static LoginApplication start(UnaryOperator<RelyingPartyBuilder> settings) {
        try {
            return LoginApplication.start(builder -> settings.apply(builder)
                    .provider("default", Provider.discover(PROVIDER.issuer()).client("client1", "secret1")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void stop_the_application() {
        application.close();
        PROVIDER.forgetRequests();
        PROVIDER.signOutEverywhere();
    }

    @AfterAll
    static void stop() {
        PROVIDER.close();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private String initiate(String query) {
        return application.url("/redirect_uri/initiate_login?" + query);
    }

    @Test
    void a_login_by_get_starts_at_the_configured_issuer_and_ends_at_the_target() {
        Page page = browser.signIn(
                initiate("iss=" + encoded(PROVIDER.issuer()) + "&login_hint=alice&target_link_uri="
                        + encoded(application.url("/orders?open=1"))),
                "alice");

        assertThat(page.body()).contains("name=Alice");
        assertThat(page.url()).isEqualTo(application.url("/orders?open=1"));
        assertThat(PROVIDER.requests(Endpoint.AUTHORIZATION).get(0).parameter("login_hint"))
                .isEqualTo("alice");
    }

    @Test
    void a_login_by_post_starts_as_well() {
        Page signIn = browser.post(
                application.url("/redirect_uri/initiate_login"),
                Map.of("iss", PROVIDER.issuer(), "target_link_uri", application.url("/orders")));

        assertThat(browser.signIn(signIn, "alice").url()).isEqualTo(application.url("/orders"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss=https%3A%2F%2Fevil.example.com", "login_hint=alice", "iss="})
    void an_issuer_that_is_not_configured_is_refused(String query) {
        Page page = browser.open(initiate(query));

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.body()).contains("reason=issuer_unknown<");
        assertThat(PROVIDER.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example.com/",
                "//evil.example.com",
                "javascript:alert(1)",
                "http://localhost.evil.example.com/"
            })
    void a_target_elsewhere_leads_home(String target) {
        Page page = browser.signIn(
                initiate("iss=" + encoded(PROVIDER.issuer()) + "&target_link_uri=" + encoded(target)), "alice");

        assertThat(page.url()).isEqualTo(application.url("/"));
    }

    @Test
    void a_repeated_parameter_is_refused() {
        Page page = browser.open(initiate("iss=" + encoded(PROVIDER.issuer()) + "&iss=x"));

        assertThat(page.body()).contains("reason=parameter_repeated<");
    }

    @Test
    void nobody_may_start_a_login_unless_that_is_set() {
        try (LoginApplication closed = start(settings -> settings)) {
            Page page = browser.open(
                    closed.url("/redirect_uri/initiate_login?iss=" + encoded(PROVIDER.issuer()) + "&login_hint=alice"));

            assertThat(page.url().toString()).startsWith(PROVIDER.issuer());
            assertThat(PROVIDER.requests(Endpoint.AUTHORIZATION).get(0).parameter("login_hint"))
                    .isNull();
        }
    }
}
