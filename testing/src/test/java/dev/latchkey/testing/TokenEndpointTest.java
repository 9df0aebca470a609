package dev.latchkey.testing;

import static dev.latchkey.testing.HandmadeClient.basic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.latchkey.testing.wire.Parameters;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(TestProviderExtension.class)
class TokenEndpointTest {
    private final TestProvider provider;
    private final TestBrowser browser;
    private final HandmadeClient client;

    TokenEndpointTest(TestProvider provider, TestBrowser browser) {
        this.provider = provider;
        this.browser = browser;
        this.client = new HandmadeClient(provider);
    }

    @ParameterizedTest
    @CsvSource({
        "code,          unknown,                invalid_grant,          'the code is unknown, used or expired'",
        "redirect_uri,  http://localhost:1/xyz, invalid_grant,          redirect_uri differs from the one before",
        "code_verifier, '',                     invalid_grant,          code_verifier is missing or malformed",
        "code_verifier, short,                  invalid_grant,          code_verifier is missing or malformed",
        "grant_type,    password,               unsupported_grant_type, this grant_type is not supported",
        "grant_type,    '',                     invalid_request,        grant_type is missing"
    })
    void wrong_exchange_is_refused(String name, String value, String error, String description) {
        Answer answer = client.exchange(client.callback(browser, "alice"), name, value);

        assertRefused(answer, error, description);
    }

    @Test
    void verifier_must_fit_the_challenge() {
        String other = "another-verifier-another-verifier-another-ver";

        Answer answer = client.exchange(client.callback(browser, "alice"), "code_verifier", other);

        assertRefused(answer, "invalid_grant", "code_verifier does not fit");
    }

    @Test
    void verifier_without_challenge_is_refused() {
        Parameters callback = client.callback(browser, "alice", "code_challenge", "", "code_challenge_method", "");

        assertRefused(client.exchange(callback), "invalid_grant", "code_verifier without code_challenge");
    }

    @Test
    void second_use_of_a_code_revokes_what_the_first_brought() {
        Parameters callback = client.callback(browser, "alice");
        Answer tokens = client.exchange(callback);
        assertThat(client.userInfo(tokens.text("access_token")).status()).isEqualTo(200);

        assertRefused(client.exchange(callback), "invalid_grant", "the code is unknown, used or expired");

        assertThat(client.userInfo(tokens.text("access_token")).status()).isEqualTo(401);
        assertThat(client.refresh(tokens.text("refresh_token")).text("error")).isEqualTo("invalid_grant");
    }

    @Test
    void code_expires_after_a_minute() {
        Parameters callback = client.callback(browser, "alice");
        provider.offsetClock(Duration.ofSeconds(61));

        assertRefused(client.exchange(callback), "invalid_grant", "the code is unknown, used or expired");
    }

    @Test
    void code_of_another_client_is_refused() {
        TestClient other = TestClient.confidential("other", "s");
        provider.client(other);

        Answer answer = new HandmadeClient(provider, other).exchange(client.callback(browser, "alice"));

        assertRefused(answer, "invalid_grant", "the code is not yours");
    }

    @Test
    void refresh_token_is_rotated() {
        Answer first = client.login();
        Answer second = client.refresh(first.text("refresh_token"));

        assertThat(second.json()).containsKeys("access_token", "refresh_token", "id_token");
        assertThat(second.text("access_token")).isNotEqualTo(first.text("access_token"));
        assertThat(second.text("refresh_token")).isNotEqualTo(first.text("refresh_token"));
        assertThat(second.idToken().claims())
                .containsEntry("sub", "alice")
                .containsEntry("auth_time", first.idToken().claims().get("auth_time"))
                .doesNotContainKey("nonce");
    }

    @Test
    void used_refresh_token_revokes_its_successors() {
        Answer first = client.login();
        Answer second = client.refresh(first.text("refresh_token"));

        assertRefused(
                client.refresh(first.text("refresh_token")), "invalid_grant", "the refresh token was used before");
        assertThat(client.refresh(second.text("refresh_token")).text("error")).isEqualTo("invalid_grant");
    }

    @Test
    void uses_of_refresh_tokens_are_listed_with_their_outcome() {
        Answer first = client.login();
        client.refresh(first.text("refresh_token"));
        client.refresh(first.text("refresh_token"));
        client.refresh("unknown");

        assertThat(provider.refreshCalls())
                .extracting(RefreshCall::subject, RefreshCall::refreshToken, RefreshCall::isGranted)
                .containsExactly(
                        tuple("alice", first.text("refresh_token"), true),
                        tuple("alice", first.text("refresh_token"), false));
        assertThat(provider.refreshCalls().toString()).doesNotContain(first.text("refresh_token"));
    }

    @Test
    void lifetime_of_access_tokens_can_change() {
        provider.accessTokenLifetime(Duration.ofSeconds(40));

        assertThat(client.login().json()).containsEntry("expires_in", 40L);
    }

    @Test
    void refresh_cannot_widen_the_scope() {
        Answer tokens = client.login("scope", "openid email");
        Map<String, String> form = Map.of(
                "grant_type", "refresh_token",
                "refresh_token", tokens.text("refresh_token"),
                "scope", "openid profile");

        assertRefused(client.post(Endpoint.TOKEN, form), "invalid_scope", "the scope is wider than the grant");
    }

    @Test
    void revoked_tokens_are_good_for_nothing() {
        Answer tokens = client.login();
        provider.revokeTokens();

        assertThat(client.refresh(tokens.text("refresh_token")).text("error")).isEqualTo("invalid_grant");
        assertThat(client.userInfo(tokens.text("access_token")).status()).isEqualTo(401);
    }

    @Test
    void client_gets_a_token_of_its_own() {
        Answer answer = client.post(Endpoint.TOKEN, Map.of("grant_type", "client_credentials", "scope", "orders"));

        assertThat(answer.json()).containsEntry("scope", "orders").doesNotContainKeys("id_token", "refresh_token");
        assertThat(client.userInfo(answer.text("access_token")).status()).isEqualTo(403);
    }

    @Test
    void client_authenticates_by_its_own_method_only() {
        provider.client(TestClient.confidential("post", "p%+: ä").withTokenEndpointAuthMethod("client_secret_post"));
        provider.client(TestClient.publicClient("public"));
        String special = "b%+: ä/&=";
        provider.client(TestClient.confidential("basic", special));

        assertThat(authenticate(basic("basic", special), Map.of()).status()).isEqualTo(200);
        assertThat(authenticate("", Map.of("client_id", "post", "client_secret", "p%+: ä"))
                        .status())
                .isEqualTo(200);
        assertThat(authenticate("", Map.of("client_id", "public")).text("error"))
                .isEqualTo("unauthorized_client");

        assertUnknown(authenticate("", Map.of("client_id", "basic", "client_secret", special)), "client_secret_basic");
        assertUnknown(authenticate(basic("post", "p%+: ä"), Map.of()), "client_secret_post");
        assertUnknown(authenticate("", Map.of("client_id", "basic")), "expected client_secret_basic, got none");
        assertUnknown(authenticate(basic("basic", "wrong"), Map.of()), "wrong secret");
        assertUnknown(authenticate(basic("nobody", "x"), Map.of()), "no client has this client_id");
        assertUnknown(authenticate("Bearer x", Map.of()), "expected the Basic scheme");
    }

    @Test
    void two_methods_at_once_are_refused() {
        Answer answer =
                authenticate(basic("client1", "secret1"), Map.of("client_id", "client1", "client_secret", "secret1"));

        assertRefused(answer, "invalid_request", "two client authentication methods at once");
    }

    private Answer authenticate(String authorization, Map<String, String> credentials) {
        Map<String, String> form = new LinkedHashMap<>(credentials);
        form.put("grant_type", "client_credentials");
        HttpRequest.Builder request = HttpRequest.newBuilder(provider.uri(Endpoint.TOKEN));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return HandmadeClient.send(HandmadeClient.form(request, form));
    }

    private static void assertRefused(Answer answer, String error, String description) {
        assertThat(answer.json()).isEqualTo(Map.of("error", error, "error_description", description));
        assertThat(answer.status()).isEqualTo(400);
    }

    private static void assertUnknown(Answer answer, String description) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).startsWith("Basic");
        assertThat(answer.text("error")).isEqualTo("invalid_client");
        assertThat(answer.text("error_description")).contains(description);
    }
}
