package dev.latchkey.token;

import static dev.latchkey.failure.FailureReason.ID_TOKEN_ALGORITHM;
import static dev.latchkey.failure.FailureReason.ID_TOKEN_CRITICAL_HEADER;
import static dev.latchkey.failure.FailureReason.ID_TOKEN_KEY;
import static dev.latchkey.failure.FailureReason.ID_TOKEN_SIGNATURE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.fixture.Keys;
import dev.latchkey.fixture.TokenBuilder;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenID Connect Core §3.1.3.7 rules 6 to 8; RFC 8725 §2.1 and §3.1. */
class IdTokenSignatureTest {
    private final IdTokens login = new IdTokens();

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "nOnE", "none ", "", "null", "rs256", "RS256 "})
    void no_spelling_of_none_and_no_odd_spelling_is_accepted(String algorithm) {
        String token = IdTokens.good().header("alg", algorithm).build();

        login.refused(ID_TOKEN_ALGORITHM, token);
        login.refused(ID_TOKEN_ALGORITHM, withoutSignature(token));
    }

    @Test
    void an_algorithm_that_is_missing_or_no_string_is_refused() {
        login.refused(ID_TOKEN_ALGORITHM, IdTokens.good().withoutHeader("alg"));
        login.refused(ID_TOKEN_ALGORITHM, IdTokens.good().header("alg", null));
        login.refused(ID_TOKEN_ALGORITHM, IdTokens.good().header("alg", 256));
        login.refused(ID_TOKEN_ALGORITHM, IdTokens.good().header("alg", List.of("RS256")));
    }

    static Stream<Arguments> public_key_as_secret() {
        RSAPublicKey key = (RSAPublicKey) Keys.RSA.getPublic();
        byte[] der = key.getEncoded();
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        String pem = "-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----";
        byte[] jwk = TokenBuilder.json(Keys.jwk(Keys.RSA, "rsa")).getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                Arguments.of("DER", der),
                Arguments.of("PEM", pem.getBytes(StandardCharsets.UTF_8)),
                Arguments.of("PEM with a newline at its end", (pem + "\n").getBytes(StandardCharsets.UTF_8)),
                Arguments.of("JWK", jwk),
                Arguments.of("modulus", key.getModulus().toByteArray()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("public_key_as_secret")
    void a_mac_keyed_with_the_public_key_is_refused(String form, byte[] secret) {
        for (String algorithm : List.of("HS256", "HS384", "HS512")) {
            Key key = new SecretKeySpec(secret, "HMAC");
            String token = IdTokens.good().signedWith(algorithm, key).build();
            login.refused(ID_TOKEN_ALGORITHM, token);
            login.refused(
                    ID_TOKEN_SIGNATURE,
                    IdTokens.good()
                            .signedWith(algorithm, key)
                            .header("alg", "RS256")
                            .build());
        }
        assertThat(form).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS384", "RS512", "PS256", "PS384", "PS512"})
    void another_algorithm_than_the_registered_one_is_refused_and_the_setting_named(String algorithm) {
        assertThat(login.refused(ID_TOKEN_ALGORITHM, IdTokens.good().signedWith(algorithm, Keys.RSA.getPrivate())))
                .hasMessageContaining("idTokenSigningAlgorithm")
                .hasMessageContaining(algorithm)
                .hasMessageContaining("RS256");
    }

    static Stream<Arguments> algorithms() {
        return Stream.of(
                Arguments.of("RS256", Keys.RSA),
                Arguments.of("RS384", Keys.RSA),
                Arguments.of("RS512", Keys.RSA),
                Arguments.of("PS256", Keys.RSA),
                Arguments.of("PS384", Keys.RSA),
                Arguments.of("PS512", Keys.RSA),
                Arguments.of("ES256", Keys.EC_256),
                Arguments.of("ES384", Keys.EC_384),
                Arguments.of("ES512", Keys.EC_521));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("algorithms")
    void each_supported_algorithm_verifies_and_a_flipped_bit_does_not(String algorithm, KeyPair pair) {
        IdTokens login = new IdTokens(settings -> settings.idTokenSigningAlgorithm(algorithm));
        login.provider.on("/jwks", Keys.set(List.of(Keys.jwk(pair, "k"))));
        TokenBuilder token = IdTokens.good().header("kid", "k").signedWith(algorithm, pair.getPrivate());

        assertThat(login.verify(token)).isNotNull();
        String compact = token.build();
        int signature = compact.lastIndexOf('.') + 1;
        byte[] bytes = Base64.getUrlDecoder().decode(compact.substring(signature));
        bytes[bytes.length / 2] ^= 1;
        login.refused(ID_TOKEN_SIGNATURE, compact.substring(0, signature) + TokenBuilder.base64Url(bytes));
    }

    @Test
    void an_elliptic_curve_algorithm_with_an_rsa_key_finds_no_key() {
        IdTokens login = new IdTokens(settings -> settings.idTokenSigningAlgorithm("ES256"));

        login.refused(ID_TOKEN_KEY, IdTokens.good().signedWith("ES256", Keys.EC_256.getPrivate()));
    }

    @Test
    void a_key_of_another_curve_is_not_used() {
        IdTokens login = new IdTokens(settings -> settings.idTokenSigningAlgorithm("ES256"));
        login.provider.on("/jwks", Keys.set(List.of(Keys.jwk(Keys.EC_384, "k"))));

        login.refused(ID_TOKEN_KEY, IdTokens.good().header("kid", "k").signedWith("ES256", Keys.EC_256.getPrivate()));
    }

    @Test
    void a_signature_of_zeros_is_refused() {
        IdTokens login = new IdTokens(settings -> settings.idTokenSigningAlgorithm("ES256"));
        login.provider.on("/jwks", Keys.set(List.of(Keys.jwk(Keys.EC_256, "k"))));
        String token = IdTokens.good()
                .header("kid", "k")
                .signedWith("ES256", Keys.EC_256.getPrivate())
                .build();

        login.refused(ID_TOKEN_SIGNATURE, withoutSignature(token) + TokenBuilder.base64Url(new byte[64]));
        login.refused(ID_TOKEN_SIGNATURE, withoutSignature(token) + TokenBuilder.base64Url(new byte[70]));
    }

    @Test
    void critical_headers_are_refused_although_the_signature_is_good() {
        login.refused(ID_TOKEN_CRITICAL_HEADER, IdTokens.good().header("crit", List.of("exp")));
        login.refused(ID_TOKEN_CRITICAL_HEADER, IdTokens.good().header("crit", List.of()));
        login.refused(ID_TOKEN_CRITICAL_HEADER, IdTokens.good().header("crit", null));
        login.refused(
                ID_TOKEN_CRITICAL_HEADER,
                IdTokens.good().header("crit", List.of("b64")).header("b64", false));
        login.refused(ID_TOKEN_CRITICAL_HEADER, IdTokens.good().header("b64", false));
    }

    static Stream<Arguments> keys_in_the_header() {
        Map<String, Object> jwk = Keys.jwk(Keys.FOREIGN_RSA, "rsa");
        return Stream.of(
                Arguments.of("jwk", jwk),
                Arguments.of("jku", "https://evil.example.com/jwks"),
                Arguments.of("x5u", "https://evil.example.com/cert"),
                Arguments.of("x5c", List.of("MIIB")),
                Arguments.of("x5t", "abc"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("keys_in_the_header")
    void a_key_that_the_token_brings_along_is_ignored(String member, Object value) {
        TokenBuilder attack = IdTokens.good().header(member, value).key(Keys.FOREIGN_RSA.getPrivate());

        login.refused(ID_TOKEN_SIGNATURE, attack);
        assertThat(login.provider.calls()).hasSize(1);
        assertThat(login.provider.only("/jwks").uri()).hasToString("https://idp.example.com/jwks");
    }

    @Test
    void a_token_signed_by_somebody_else_or_not_at_all_is_refused() {
        login.refused(ID_TOKEN_SIGNATURE, IdTokens.good().key(Keys.FOREIGN_RSA.getPrivate()));
        login.refused(ID_TOKEN_SIGNATURE, withoutSignature(IdTokens.good().build()));
    }

    private static String withoutSignature(String token) {
        return token.substring(0, token.lastIndexOf('.') + 1);
    }
}
