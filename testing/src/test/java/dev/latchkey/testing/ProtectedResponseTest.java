package dev.latchkey.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import dev.latchkey.testing.jose.Compact;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ID tokens and UserInfo, signed and encrypted as each client registered. */
@ExtendWith(TestProviderExtension.class)
class ProtectedResponseTest {
    private static final TestClient CLIENT =
            TestClient.confidential("client1", "secret1").withJwks(ClientKeyPairs.jwks());

    private final TestProvider provider;
    private final HandmadeClient client;

    ProtectedResponseTest(TestProvider provider) {
        this.provider = provider;
        this.client = new HandmadeClient(provider);
    }

    @AfterEach
    void restore_the_default_client() {
        provider.client(TestClient.confidential("client1", "secret1"));
    }

    static Stream<Arguments> encryptions() {
        return ClientMetadata.KEY_MANAGEMENT.stream()
                .flatMap(alg -> ClientMetadata.CONTENT_ENCRYPTION.stream().map(enc -> Arguments.of(alg, enc)));
    }

    @ParameterizedTest
    @MethodSource("encryptions")
    void id_token_and_user_info_are_signed_and_then_encrypted(String algorithm, String encryption)
            throws JOSEException {
        provider.client(CLIENT.withIdTokenEncryption(algorithm, encryption)
                .withUserInfoSigning("RS256")
                .withUserInfoEncryption(algorithm, encryption));

        Answer tokens = client.login();
        Answer userInfo = client.userInfo(tokens.text("access_token"));

        assertThat(tokens.idToken().headers())
                .containsEntry("alg", algorithm)
                .containsEntry("enc", encryption)
                .containsEntry("cty", "JWT")
                .containsEntry("kid", algorithm.startsWith("RSA") ? "client-rsa" : "client-ec");
        assertNested(tokens.text("id_token"));
        assertThat(userInfo.header("Content-Type")).isEqualTo("application/jwt");
        assertNested(userInfo.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"})
    void each_client_has_its_own_algorithm(String algorithm) {
        provider.client(CLIENT.withIdTokenSigning(algorithm).withUserInfoSigning(algorithm));

        Answer tokens = client.login();
        Jwt userInfo = new Jwt(client.userInfo(tokens.text("access_token")).body());

        assertPublishedKeySigned(tokens.idToken(), algorithm);
        assertPublishedKeySigned(userInfo, algorithm);
        assertThat(userInfo.claims())
                .containsEntry("iss", provider.issuer())
                .containsEntry("aud", "client1")
                .containsEntry("sub", "alice")
                .containsEntry("email", "alice@example.com");
    }

    @Test
    void edwards_curve_signs_with_a_key_of_its_own() {
        provider.client(CLIENT.withIdTokenSigning("EdDSA"));

        Jwt jwt = client.login().idToken();

        assertThat(jwt.headers()).containsEntry("alg", "EdDSA");
        assertThat(client.signingKeys())
                .filteredOn(key -> Objects.equals(key.get("kid"), jwt.headers().get("kid")))
                .singleElement()
                .satisfies(key -> assertThat(key).containsEntry("crv", "Ed25519"));
    }

    @Test
    void hs256_is_made_with_the_client_secret() {
        provider.client(CLIENT.withIdTokenSigning("HS256").withUserInfoSigning("HS256"));

        Answer tokens = client.login();

        assertHmac(tokens.text("id_token"));
        assertHmac(client.userInfo(tokens.text("access_token")).body());
        assertThat(tokens.idToken().claims())
                .containsEntry("at_hash", Compact.leftHalf("SHA-256", tokens.text("access_token")));
    }

    @Test
    void user_info_that_is_encrypted_but_not_signed_is_json_inside() throws JOSEException {
        provider.client(CLIENT.withUserInfoEncryption("ECDH-ES", "A256GCM"));

        Answer userInfo = client.userInfo(client.login().text("access_token"));

        assertThat(new Jwt(userInfo.body()).headers()).doesNotContainKey("cty");
        assertThat(Jwt.parse(ClientKeyPairs.decrypt(userInfo.body()))).containsEntry("sub", "alice");
    }

    @Test
    void keys_are_fetched_from_the_clients_jwks_uri_each_time() throws JOSEException {
        try (ClientServer server = new ClientServer("application/json", ClientKeyPairs.jwks())) {
            provider.client(TestClient.confidential("client1", "secret1")
                    .withJwksUri(server.address())
                    .withIdTokenEncryption("RSA-OAEP", "A256GCM"));

            assertNested(client.login().text("id_token"));
            assertNested(client.login().text("id_token"));

            assertThat(server.requests()).isEqualTo(2);
        }
    }

    @Test
    void client_without_a_fitting_key_gets_no_token() {
        provider.client(CLIENT.withJwks("{\"keys\":[]}").withIdTokenEncryption("RSA-OAEP", "A256GCM"));

        assertThat(client.login().text("error_description")).isEqualTo("the client has no key for RSA-OAEP");
    }

    @Test
    void key_set_has_decoys_always() {
        assertThat((List<?>) client.get(Endpoint.JWKS).json().get("keys"))
                .extracting(key -> String.valueOf(((Map<?, ?>) key).get("crv")))
                .contains("secp256k1", "Ed25519", "X25519");
    }

    private void assertNested(String jwe) throws JOSEException {
        Jwt inner = new Jwt(ClientKeyPairs.decrypt(jwe));
        assertPublishedKeySigned(inner, "RS256");
        assertThat(inner.claims()).containsEntry("sub", "alice").containsEntry("iss", provider.issuer());
    }

    private void assertPublishedKeySigned(Jwt jwt, String algorithm) {
        assertThat(jwt.headers()).containsEntry("alg", algorithm);
        assertThat(client.signingKeys())
                .filteredOn(key -> Objects.equals(key.get("kid"), jwt.headers().get("kid")))
                .singleElement()
                .satisfies(key -> {
                    assertThat(key).containsEntry("alg", algorithm);
                    assertThat(jwt.isSignedBy(key)).isTrue();
                });
    }

    private static void assertHmac(String token) {
        int end = token.lastIndexOf('.');
        byte[] hmac = Compact.hmac("secret1", token.substring(0, end).getBytes(US_ASCII));
        assertThat(new Jwt(token).headers()).isIn(Map.of("alg", "HS256", "typ", "JWT"), Map.of("alg", "HS256"));
        assertThat(token.substring(end + 1)).isEqualTo(Compact.base64Url(hmac));
    }
}
