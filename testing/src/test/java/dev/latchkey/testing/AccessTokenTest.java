package dev.latchkey.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Access tokens as APIs see them: by RFC 9068, and by introspection. */
@ExtendWith(TestProviderExtension.class)
class AccessTokenTest {
    private static final String API = "https://api.example.com";

    private final TestProvider provider;
    private final HandmadeClient client;

    AccessTokenTest(TestProvider provider) {
        this.provider = provider;
        this.client = new HandmadeClient(provider);
    }

    @Test
    void client_that_is_set_so_gets_jwts_for_its_service() {
        TestClient caller = TestClient.confidential("caller", "s").withJwtAccessTokens(API);
        provider.client(caller).user(TestUser.of("carol").claim("roles", List.of("admin")));
        HandmadeClient own = new HandmadeClient(provider, caller);

        Answer tokens = own.exchange(own.callback(new TestBrowser(), "carol"));
        Jwt jwt = new Jwt(tokens.text("access_token"));

        assertThat(jwt.headers()).containsEntry("typ", "at+jwt").containsEntry("alg", "RS256");
        assertThat(client.signingKeys()).filteredOn(jwt::isSignedBy).hasSize(1);
        assertThat(jwt.claims())
                .containsEntry("iss", provider.issuer())
                .containsEntry("sub", "carol")
                .containsEntry("aud", API)
                .containsEntry("client_id", "caller")
                .containsEntry("scope", "openid profile email")
                .containsEntry("roles", List.of("admin"))
                .containsKeys("iat", "exp", "jti");
        assertThat(own.userInfo(jwt.token()).json()).containsEntry("sub", "carol");
    }

    @Test
    void client_gets_a_token_of_its_own_for_the_service_it_names() {
        provider.client(TestClient.confidential("client1", "secret1").withJwtAccessTokens(API));

        Answer usual = credentials(Map.of("scope", "read write"));
        Answer named = credentials(Map.of("resource", "https://orders.example.com"));
        Answer alsoNamed = credentials(Map.of("audience", "orders"));

        assertThat(usual.json()).containsEntry("scope", "read write").doesNotContainKey("refresh_token");
        assertThat(new Jwt(usual.text("access_token")).claims())
                .containsEntry("sub", "client1")
                .containsEntry("aud", API);
        assertThat(new Jwt(named.text("access_token")).claims()).containsEntry("aud", "https://orders.example.com");
        assertThat(new Jwt(alsoNamed.text("access_token")).claims()).containsEntry("aud", "orders");
    }

    @Test
    void opaque_token_is_told_of_with_its_audience() {
        provider.client(TestClient.confidential("client1", "secret1").withAccessTokens(API));
        String token = client.login().text("access_token");

        assertThat(token).doesNotContain(".");
        assertThat(introspect(token, "application/json").json())
                .containsEntry("active", true)
                .containsEntry("aud", API)
                .containsEntry("client_id", "client1");
    }

    @Test
    void minted_token_is_what_the_test_wants() {
        String token = provider.accessToken()
                .subject("bob")
                .client("other")
                .audience("one", "two")
                .scopes("read", "write")
                .claim("tenant", "acme")
                .without("jti")
                .type("JWT")
                .header("kid", "k")
                .withoutHeader("kid")
                .expiresIn(Duration.ofMinutes(-5))
                .issue();

        Jwt jwt = new Jwt(token);
        assertThat(jwt.headers()).isEqualTo(Map.of("alg", "RS256", "typ", "JWT"));
        assertThat(jwt.claims())
                .containsEntry("sub", "bob")
                .containsEntry("client_id", "other")
                .containsEntry("aud", List.of("one", "two"))
                .containsEntry("scope", "read write")
                .containsEntry("tenant", "acme")
                .doesNotContainKey("jti");
        assertThat(client.signingKeys()).filteredOn(jwt::isSignedBy).hasSize(1);
        assertThat(introspect(token, "application/json").json()).isEqualTo(Map.of("active", false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ES256", "PS256", "RS512"})
    void minted_token_is_signed_by_a_published_key_of_the_algorithm(String algorithm) {
        Jwt jwt = new Jwt(provider.accessToken().algorithm(algorithm).issue());

        assertThat(jwt.headers()).containsEntry("alg", algorithm);
        assertThat(client.signingKeys()).filteredOn(jwt::isSignedBy).hasSize(1);
        assertThatThrownBy(() -> provider.accessToken().algorithm("HS256"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void lies_about_form_and_signature_hold_for_minted_tokens() {
        provider.misbehave(Misbehaviour.ALG_NONE);

        assertThat(new Jwt(provider.accessToken().issue()).headers()).containsEntry("alg", "none");
    }

    @Test
    void revoked_token_is_inactive() {
        String token = provider.accessToken().issue();
        assertThat(introspect(token, "application/json").json())
                .containsEntry("active", true)
                .containsEntry("sub", "alice")
                .containsEntry("token_type", "Bearer");

        provider.revoke(token);

        assertThat(introspect(token, "application/json").json()).isEqualTo(Map.of("active", false));
    }

    @Test
    void answer_is_a_jwt_for_the_client_that_asks_for_one_or_registered_so() {
        String token = provider.accessToken().opaque().issue();
        Answer asked = introspect(token, "application/token-introspection+jwt");
        provider.client(TestClient.confidential("client1", "secret1").withIntrospectionSigning("ES256"));
        Answer registered = introspect(token, "application/json");

        assertThat(asked.header("Content-Type")).isEqualTo("application/token-introspection+jwt");
        Jwt jwt = new Jwt(asked.body());
        assertThat(jwt.headers()).containsEntry("typ", "token-introspection+jwt");
        assertThat(jwt.claims()).containsEntry("iss", provider.issuer()).containsEntry("aud", "client1");
        assertThat(jwt.claims().get("token_introspection"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("active", true);
        assertThat(new Jwt(registered.body()).headers()).containsEntry("alg", "ES256");
        assertThat(client.signingKeys())
                .filteredOn(new Jwt(registered.body())::isSignedBy)
                .hasSize(1);
    }

    private Answer credentials(Map<String, String> more) {
        Map<String, String> form = new LinkedHashMap<>(more);
        form.put("grant_type", "client_credentials");
        return client.post(Endpoint.TOKEN, form);
    }

    private Answer introspect(String token, String accept) {
        return HandmadeClient.send(HandmadeClient.form(
                HttpRequest.newBuilder(provider.uri(Endpoint.INTROSPECTION))
                        .header("Authorization", HandmadeClient.basic("client1", "secret1"))
                        .header("Accept", accept),
                Map.of("token", token)));
    }
}
