package dev.latchkey.testing;

import static dev.latchkey.testing.HandmadeClient.parameters;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testing.jose.Compact;
import dev.latchkey.testing.wire.Parameters;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestProviderExtension.class)
class LoginTest {
    private final TestProvider provider;
    private final TestBrowser browser;
    private final HandmadeClient client;

    LoginTest(TestProvider provider, TestBrowser browser) {
        this.provider = provider;
        this.browser = browser;
        this.client = new HandmadeClient(provider);
    }

    @BeforeEach
    void expect_a_well_behaved_provider() {
        assertThat(provider.requests()).isEmpty();
    }

    @Test
    void user_signs_in_with_code_and_pkce() {
        Page page = browser.open(client.authorizationUrl());
        assertThat(page.title()).isEqualTo("Sign in · Latchkey test provider");
        assertThat(page.text()).contains("to continue to client1", "for development only");

        Parameters callback = parameters(browser.step(page, "Sign in as Alice Archer", Map.of()));
        assertThat(callback.get("state")).isEqualTo(HandmadeClient.STATE);
        assertThat(callback.get("iss")).isEqualTo(provider.issuer());

        Answer tokens = client.exchange(callback);
        assertThat(tokens.status()).isEqualTo(200);
        assertThat(tokens.header("Cache-Control")).isEqualTo("no-store");
        assertThat(tokens.json())
                .containsEntry("token_type", "Bearer")
                .containsEntry("scope", "openid profile email")
                .containsKeys("access_token", "refresh_token", "expires_in");
    }

    @Test
    void id_token_is_signed_and_complete() {
        Answer tokens = client.login();

        Jwt idToken = tokens.idToken();
        assertThat(client.signingKeys()).singleElement().satisfies(key -> {
            assertThat(idToken.headers()).containsEntry("alg", "RS256").containsEntry("kid", key.get("kid"));
            assertThat(idToken.isSignedBy(key)).isTrue();
        });
        assertThat(idToken.claims())
                .containsEntry("iss", provider.issuer())
                .containsEntry("sub", "alice")
                .containsEntry("aud", "client1")
                .containsEntry("nonce", HandmadeClient.NONCE)
                .containsEntry("at_hash", Compact.leftHalf("SHA-256", tokens.text("access_token")))
                .containsEntry("name", "Alice Archer")
                .containsKeys("exp", "iat", "auth_time", "sid")
                .doesNotContainKey("azp");
    }

    @Test
    void userinfo_answers_to_the_access_token_only() {
        Answer tokens = client.login();

        assertThat(client.userInfo(tokens.text("access_token")).json())
                .containsEntry("sub", "alice")
                .containsEntry("email", "alice@example.com");
        assertThat(client.get(Endpoint.USERINFO).header("WWW-Authenticate"))
                .isEqualTo("Bearer realm=\"test provider\"");
        assertThat(client.userInfo("unknown").header("WWW-Authenticate")).contains("invalid_token");
    }

    @Test
    void scopes_decide_which_claims_are_shown() {
        Answer tokens = client.login("scope", "openid email");

        assertThat(tokens.idToken().claims())
                .containsEntry("email", "alice@example.com")
                .doesNotContainKeys("name", "preferred_username");
    }

    @Test
    void claims_of_no_scope_are_always_shown() {
        provider.user(TestUser.of("carol").claim("roles", List.of("admin")));

        Answer tokens = client.exchange(client.callback(browser, "carol", "scope", "openid"));

        assertThat(tokens.idToken().claims()).containsEntry("roles", List.of("admin"));
    }

    @Test
    void anybody_can_sign_in_by_typing_a_name() {
        Answer tokens = client.exchange(client.callback(browser, "zoë <&>"));

        assertThat(tokens.idToken().claims()).containsEntry("sub", "zoë <&>").containsEntry("name", "zoë <&>");
    }

    @Test
    void empty_name_shows_the_page_again() {
        Page page = browser.open(client.authorizationUrl());

        Page again = browser.submit(page, "Sign in", Map.of("username", " "));

        assertThat(again.title()).startsWith("Sign in");
        assertThat(again.forms()).hasSameSizeAs(page.forms());
    }

    @Test
    void cancel_returns_access_denied() {
        Page page = browser.open(client.authorizationUrl());

        Parameters callback = parameters(browser.step(page, "Cancel", Map.of()));

        assertThat(callback.get("error")).isEqualTo("access_denied");
        assertThat(callback.get("error_description")).isEqualTo("The user cancelled the sign-in");
        assertThat(callback.get("state")).isEqualTo(HandmadeClient.STATE);
    }

    @Test
    void second_login_of_a_browser_is_silent_and_keeps_the_session() {
        Jwt first = client.exchange(client.callback(browser, "bob")).idToken();
        provider.offsetClock(Duration.ofMinutes(5));

        Parameters callback = parameters(browser.step(client.authorizationUrl("prompt", "none")));

        Jwt second = client.exchange(callback).idToken();
        assertThat(second.claims())
                .containsEntry("sub", "bob")
                .containsEntry("sid", first.claims().get("sid"))
                .containsEntry("auth_time", first.claims().get("auth_time"));
    }

    @Test
    void prompt_none_without_session_returns_login_required() {
        Parameters callback = parameters(browser.step(client.authorizationUrl("prompt", "none")));

        assertThat(callback.get("error")).isEqualTo("login_required");
    }

    @Test
    void prompt_login_asks_again_and_renews_auth_time() {
        Jwt first = client.exchange(client.callback(browser, "alice")).idToken();
        provider.offsetClock(Duration.ofMinutes(5));

        Jwt second = client.exchange(client.callback(browser, "alice", "prompt", "login"))
                .idToken();

        assertThat(authTime(second)).isEqualTo(authTime(first).plus(Duration.ofMinutes(5)));
    }

    @Test
    void max_age_asks_again_when_the_session_is_older() {
        client.callback(browser, "alice");
        provider.offsetClock(Duration.ofSeconds(100));

        assertThat(browser.step(client.authorizationUrl("max_age", "1000")).status())
                .isEqualTo(303);
        assertThat(browser.step(client.authorizationUrl("max_age", "50")).status())
                .isEqualTo(200);
        assertThat(browser.step(client.authorizationUrl("max_age", "0")).status())
                .isEqualTo(200);
    }

    @Test
    void signing_out_everywhere_ends_the_silence() {
        client.callback(browser, "alice");
        provider.signOutEverywhere();

        assertThat(browser.step(client.authorizationUrl()).status()).isEqualTo(200);
    }

    @Test
    void login_hint_is_selected_or_filled_in() {
        Page known = browser.open(client.authorizationUrl("login_hint", "bob@example.com"));
        Page unknown = browser.open(client.authorizationUrl("login_hint", "dave"));

        assertThat(known.body()).contains("value=\"bob\" class=\"hinted\" autofocus");
        assertThat(unknown.forms().get(1).fields()).containsEntry("username", "dave");
    }

    private static Instant authTime(Jwt token) {
        return Instant.ofEpochSecond(((Number) token.claims().getOrDefault("auth_time", 0)).longValue());
    }
}
