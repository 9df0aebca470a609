package dev.latchkey.internal;

import static dev.latchkey.internal.JweExamples.encrypt;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.jwk.JWK;
import dev.latchkey.fixture.Keys;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages to us are decrypted, with the key that they name or with any that fits. */
class JweTest {
    /** RFC 7520 §5. */
    private static final String RFC_7520_TEXT = "You can trust us to stick with you through thick and thin\u2013to the"
            + " bitter end. And you can trust us to keep any secret of yours\u2013closer than you keep it yourself. But"
            + " you cannot trust us to let you face trouble alone, and go off without a word. We are your friends,"
            + " Frodo.";

    private static final JWK RSA = KeyExamples.rsa(Keys.RSA);
    private static final JWK P_256 = KeyExamples.parse(KeyExamples.P_256);

    @Test
    void rfc_7520_5_4_ecdh_es_with_key_wrap_and_gcm_is_decrypted() throws Exception {
        assertThat(Jwe.decrypt(
                        JweExamples.RFC_7520_5_4, "ECDH-ES+A128KW", "A128GCM", ClientKeySet.parse(KeyExamples.P_384)))
                .isEqualTo(RFC_7520_TEXT);
    }

    @Test
    void rfc_7520_5_5_direct_ecdh_es_with_cbc_is_decrypted() throws Exception {
        assertThat(Jwe.decrypt(
                        JweExamples.RFC_7520_5_5, "ECDH-ES", "A128CBC-HS256", ClientKeySet.parse(KeyExamples.P_256)))
                .isEqualTo(RFC_7520_TEXT);
    }

    static Stream<Arguments> combinations() {
        return Jwe.KEY_ALGORITHMS.stream()
                .flatMap(alg -> Jwe.CONTENT_ALGORITHMS.stream().map(enc -> Arguments.of(alg, enc)));
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void every_algorithm_is_decrypted(String alg, String enc) throws Exception {
        ClientKeySet keys = ClientKeySet.parse(KeyExamples.set(RSA, P_256));
        JWK recipient = alg.startsWith("RSA") ? RSA : P_256;

        assertThat(Jwe.decrypt(encrypt(JweExamples.header(alg, enc).build(), recipient), alg, enc, keys))
                .isEqualTo(JweExamples.TEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"P-256", "P-384", "P-521"})
    void every_curve_is_decrypted(String curve) throws Exception {
        JWK recipient = KeyExamples.ALL.stream()
                .filter(key -> curve.equals(key.toJSONObject().get("crv")))
                .findFirst()
                .orElseThrow();

        assertThat(Jwe.decrypt(
                        encrypt(JweExamples.header("ECDH-ES+A256KW", "A256GCM").build(), recipient),
                        "ECDH-ES+A256KW",
                        "A256GCM",
                        KeyExamples.all()))
                .isEqualTo(JweExamples.TEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "jwt"})
    void a_content_type_of_jwt_is_accepted_in_any_case(String contentType) throws Exception {
        JWEHeader header = JweExamples.header("RSA-OAEP-256", "A128GCM")
                .contentType(contentType)
                .build();

        assertThat(Jwe.decrypt(encrypt(header, RSA), "RSA-OAEP-256", "A128GCM", KeyExamples.all()))
                .isEqualTo(JweExamples.TEXT);
    }

    @Test
    void keys_and_addresses_in_the_header_are_ignored() throws Exception {
        JWEHeader header = JweExamples.header("RSA-OAEP-256", "A128GCM")
                .jwk(KeyExamples.rsa(Keys.FOREIGN_RSA).toPublicJWK())
                .jwkURL(URI.create("http://127.0.0.1:1/keys"))
                .x509CertURL(URI.create("http://127.0.0.1:1/certificate"))
                .build();

        assertThat(Jwe.decrypt(encrypt(header, RSA), "RSA-OAEP-256", "A128GCM", KeyExamples.all()))
                .isEqualTo(JweExamples.TEXT);
    }

    @Test
    void an_unknown_kid_or_none_tries_every_key_that_fits() throws Exception {
        ClientKeySet keys = ClientKeySet.parse(KeyExamples.set(KeyExamples.rsa(Keys.FOREIGN_RSA), P_256, RSA));

        for (JWEHeader header : List.of(
                JweExamples.header("RSA-OAEP-256", "A128GCM").build(),
                JweExamples.header("RSA-OAEP-256", "A128GCM").keyID("unknown").build(),
                JweExamples.header("RSA-OAEP-256", "A128GCM")
                        .keyID(P_256.getKeyID())
                        .build())) {
            assertThat(Jwe.decrypt(encrypt(header, RSA), "RSA-OAEP-256", "A128GCM", keys))
                    .isEqualTo(JweExamples.TEXT);
        }
    }

    @Test
    void a_jwe_is_told_by_its_five_parts() {
        assertThat(Jwe.isEncrypted(JweExamples.RFC_7520_5_5)).isTrue();
        assertThat(Jwe.isEncrypted("a.b.c")).isFalse();
        assertThat(Jwe.isEncrypted("a.b.c.d.e.f")).isFalse();
    }
}
