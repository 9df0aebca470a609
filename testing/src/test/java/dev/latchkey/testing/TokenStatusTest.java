package dev.latchkey.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Introspection and revocation. */
@ExtendWith(TestProviderExtension.class)
class TokenStatusTest {
    private final TestProvider provider;
    private final HandmadeClient client;

    TokenStatusTest(TestProvider provider) {
        this.provider = provider;
        this.client = new HandmadeClient(provider);
    }

    @Test
    void living_access_token_is_active() {
        Answer tokens = client.login();

        assertThat(introspect(tokens.text("access_token")).json())
                .containsEntry("active", true)
                .containsEntry("sub", "alice")
                .containsEntry("username", "Alice Archer")
                .containsEntry("client_id", "client1")
                .containsEntry("scope", "openid profile email")
                .containsEntry("iss", provider.issuer())
                .containsEntry("token_type", "Bearer")
                .containsKeys("iat", "exp");
        assertThat(introspect(tokens.text("refresh_token")).json()).containsEntry("active", true);
    }

    @Test
    void unknown_and_expired_tokens_are_just_inactive() {
        Answer tokens = client.login();
        provider.offsetClock(Duration.ofMinutes(61));

        assertThat(introspect("unknown").json()).isEqualTo(Map.of("active", false));
        assertThat(introspect(tokens.text("access_token")).json()).isEqualTo(Map.of("active", false));
    }

    @Test
    void introspection_is_for_clients_only() {
        Answer answer = HandmadeClient.send(HandmadeClient.form(
                HttpRequest.newBuilder(provider.uri(Endpoint.INTROSPECTION)), Map.of("token", "x")));

        assertThat(answer.status()).isEqualTo(401);
    }

    @Test
    void revoked_access_token_is_inactive_while_the_refresh_token_lives() {
        Answer tokens = client.login();

        assertThat(revoke(tokens.text("access_token")).status()).isEqualTo(200);

        assertThat(introspect(tokens.text("access_token")).json()).containsEntry("active", false);
        assertThat(client.refresh(tokens.text("refresh_token")).status()).isEqualTo(200);
    }

    @Test
    void revoked_refresh_token_takes_the_access_token_along() {
        Answer tokens = client.login();

        revoke(tokens.text("refresh_token"));

        assertThat(introspect(tokens.text("access_token")).json()).containsEntry("active", false);
        assertThat(client.refresh(tokens.text("refresh_token")).text("error")).isEqualTo("invalid_grant");
    }

    @Test
    void unknown_token_is_revoked_without_complaint() {
        assertThat(revoke("unknown").status()).isEqualTo(200);
    }

    @Test
    void token_of_another_client_is_not_revoked() {
        TestClient other = TestClient.confidential("other", "s");
        provider.client(other);
        Answer tokens = client.login();

        Answer answer = new HandmadeClient(provider, other)
                .post(Endpoint.REVOCATION, Map.of("token", tokens.text("access_token")));

        assertThat(answer.text("error_description")).isEqualTo("the token is not yours");
        assertThat(client.userInfo(tokens.text("access_token")).status()).isEqualTo(200);
    }

    private Answer introspect(String token) {
        return client.post(Endpoint.INTROSPECTION, Map.of("token", token));
    }

    private Answer revoke(String token) {
        return client.post(Endpoint.REVOCATION, Map.of("token", token));
    }
}
