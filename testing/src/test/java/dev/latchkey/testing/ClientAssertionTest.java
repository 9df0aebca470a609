package dev.latchkey.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testing.jose.SigningKey;
import java.net.http.HttpRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that authenticate with a signed assertion. */
@ExtendWith(TestProviderExtension.class)
class ClientAssertionTest {
    private static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static final SigningKey KEY = Signing.key("client-key", "ES256");

    private final TestProvider provider;

    ClientAssertionTest(TestProvider provider) {
        this.provider = provider;
        provider.client(TestClient.withPrivateKey("app", Signing.jwks(KEY)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"})
    void every_asymmetric_algorithm_is_accepted(String algorithm) {
        SigningKey key = Signing.key("k", algorithm);
        provider.client(TestClient.withPrivateKey("app", Signing.jwks(KEY, key)));

        assertThat(send(Signing.sign(key, claims())).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HS256", "HS384", "HS512"})
    void secret_signs_too(String algorithm) {
        TestClient client = TestClient.confidential("app", "a secret").withTokenEndpointAuthMethod("client_secret_jwt");
        provider.client(client);

        assertThat(send(Signing.hmac(algorithm, "a secret", claims())).status()).isEqualTo(200);
        assertRefused(send(Signing.hmac(algorithm, "another", claims())), "the signature of the assertion is wrong");
        assertRefused(send(Signing.sign(KEY, claims())), "expected client_secret_jwt, got private_key_jwt");
    }

    @Test
    void keys_may_be_at_a_jwks_uri() {
        try (ClientServer server = new ClientServer("application/json", Signing.jwks(KEY))) {
            provider.client(
                    new TestClient("app", null, List.of(), List.of(), "private_key_jwt").withJwksUri(server.address()));

            assertThat(send(Signing.sign(KEY, claims())).status()).isEqualTo(200);
        }
    }

    @Test
    void assertion_is_recorded() {
        String assertion = Signing.sign(KEY, claims());

        send(assertion);

        assertThat(provider.requests(Endpoint.TOKEN).get(0).parameter("client_assertion"))
                .isEqualTo(assertion);
    }

    @Test
    void assertion_is_good_once() {
        String assertion = Signing.sign(KEY, claims());

        assertThat(send(assertion).status()).isEqualTo(200);
        assertRefused(send(assertion), "the assertion was used before");
    }

    @Test
    void audience_must_be_the_issuer_and_nothing_else() {
        String endpoint = provider.uri(Endpoint.TOKEN).toString();
        String reason = "aud must be the issuer, as a single text";

        assertRefused(send(signed("aud", endpoint)), reason);
        assertRefused(send(signed("aud", List.of(provider.issuer()))), reason);
        assertRefused(send(signed("aud", provider.issuer() + "/")), reason);
    }

    @ParameterizedTest
    @CsvSource({
        "exp, -1,  exp is missing or past",
        "exp, 0,   exp is missing or past",
        "exp, 330, exp is more than 5 minutes ahead",
        "nbf, 60,  nbf is in the future",
        "iat, 60,  iat is in the future"
    })
    void times_are_checked(String name, long seconds, String reason) {
        assertRefused(send(signed(name, now() + seconds)), reason);
    }

    @ParameterizedTest
    @CsvSource({
        "iss, other, 'iss must be the client_id, like sub'",
        "sub, other, no client has the sub of this assertion",
        "jti, '',    jti is missing",
        "exp, soon,  exp must be a number"
    })
    void claims_are_checked(String name, String value, String reason) {
        assertRefused(send(signed(name, value)), reason);
    }

    @Test
    void signature_is_checked() {
        SigningKey stranger = Signing.key("client-key", "ES256");
        SigningKey nameless = Signing.key("no-such-key", "ES256");
        String wrong = "the signature of the assertion is wrong";

        assertRefused(send(Signing.sign(stranger, claims())), wrong);
        assertRefused(send(Signing.sign(nameless, claims())), wrong);
        assertThat(send(Signing.unsigned(claims())).text("error_description")).startsWith("alg of the assertion");
        assertThat(send("a.b").text("error_description")).startsWith("the assertion is malformed");
    }

    @Test
    void registered_algorithm_is_the_only_one() {
        provider.client(TestClient.withPrivateKey("app", Signing.jwks(KEY))
                .withMetadata("token_endpoint_auth_signing_alg", "ES384"));

        assertRefused(send(Signing.sign(KEY, claims())), "expected an assertion signed by ES384");
    }

    @Test
    void assertion_goes_alone_and_with_its_type() {
        String assertion = Signing.sign(KEY, claims());

        assertThat(send(assertion, "client_secret", "x").text("error_description"))
                .isEqualTo("two client authentication methods at once");
        assertThat(send(assertion, "client_assertion_type", "x").text("error_description"))
                .startsWith("client_assertion_type must be");
        assertRefused(send(assertion, "client_id", "client1"), "client_id is not the sub of the assertion");
        assertThat(send(assertion, "client_id", "app").status()).isEqualTo(200);
    }

    private String signed(String name, Object value) {
        return Signing.sign(KEY, Signing.change(claims(), name, value));
    }

    private Map<String, Object> claims() {
        return Map.of(
                "iss",
                "app",
                "sub",
                "app",
                "aud",
                provider.issuer(),
                "exp",
                now() + 60,
                "jti",
                UUID.randomUUID().toString());
    }

    private Answer send(String assertion, String... more) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        form.put("client_assertion_type", TYPE);
        form.put("client_assertion", assertion);
        if (more.length > 0) {
            form.put(more[0], more[1]);
        }
        return HandmadeClient.send(HandmadeClient.form(HttpRequest.newBuilder(provider.uri(Endpoint.TOKEN)), form));
    }

    private static long now() {
        return System.currentTimeMillis() / 1000;
    }

    private static void assertRefused(Answer answer, String description) {
        assertThat(answer.text("error_description")).isEqualTo(description);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text("error")).isEqualTo("invalid_client");
    }
}
