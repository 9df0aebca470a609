package dev.latchkey.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.OctetKeyPair;
import dev.latchkey.fixture.Keys;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which key verifies which algorithm. */
class VerificationKeyTest {
    static final Set<String> ALGORITHMS = SignatureAlgorithms.ASYMMETRIC;

    private static final Map<String, Object> CLAIMS = Map.of("sub", "1001");

    private static List<VerificationKey> publicKeys(ClientKeySet keys) throws MalformedException {
        return VerificationKey.parseSet(keys.publicJson().getBytes(StandardCharsets.UTF_8));
    }

    private static List<VerificationKey> parse(String... keys) throws MalformedException {
        return VerificationKey.parseSet(
                ("{\"keys\":[" + String.join(",", keys) + "]}").getBytes(StandardCharsets.UTF_8));
    }

    private static String okp(String curve, String x) {
        return "{\"kty\":\"OKP\",\"crv\":\"" + curve + "\",\"x\":\"" + x + "\"}";
    }

    @ParameterizedTest
    @FieldSource("ALGORITHMS")
    void what_a_key_signs_is_verified_by_its_public_part_and_by_no_other(String algorithm) throws Exception {
        ClientKeySet keys = KeyExamples.all();
        Jws jws = Jws.parse(keys.sign(algorithm, "JWT", CLAIMS));

        assertThat(publicKeys(keys).stream().filter(jws::isSignedBy).map(VerificationKey::kid))
                .containsExactly(Json.string(jws.header(), "kid"));
        assertThat(publicKeys(ClientKeySet.generate())).noneMatch(jws::isSignedBy);
    }

    @ParameterizedTest
    @FieldSource("ALGORITHMS")
    void a_changed_payload_is_not_verified(String algorithm) throws Exception {
        ClientKeySet keys = KeyExamples.all();
        String[] parts = keys.sign(algorithm, "JWT", CLAIMS).split("\\.", -1);
        String forged = Hashes.base64Url("{\"sub\":\"1\"}".getBytes(StandardCharsets.UTF_8));

        assertThat(publicKeys(keys)).noneMatch(Jws.parse(parts[0] + "." + forged + "." + parts[2])::isSignedBy);
    }

    @Test
    void an_ed25519_key_fits_eddsa_only() throws Exception {
        VerificationKey key = parse(okp("Ed25519", "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"))
                .get(0);
        Set<String> others = new HashSet<>(SignatureAlgorithms.ASYMMETRIC);
        others.addAll(SignatureAlgorithms.MAC);
        others.remove("EdDSA");

        assertThat(key.fits("EdDSA")).isTrue();
        assertThat(others).noneMatch(key::fits);
        assertThat(key).hasToString("VerificationKey[OKP, kid=null]");
    }

    @ParameterizedTest
    @CsvSource({
        "Ed25519, 11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHUQ", // 31 bytes
        "Ed25519, 11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURoA", // 33 bytes
        "X25519, 3p7bfXt9wbTTW2HC7OQ1Nz-DQ8hbeGdNrfx-FG-IK08",
        "Ed448, X9dEm1m0Yf0s54fsYWrUah2hNCSFpw4fig6nXYDpZ3jt8SR2m0bHBhvWeD3x5Q9s0foavq_oJWGA",
        "Unknown, 11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"
    })
    void other_octet_key_pairs_and_malformed_ones_are_left_out(String curve, String x) throws Exception {
        assertThat(parse(okp(curve, x))).isEmpty();
    }

    @Test
    void private_keys_and_symmetric_keys_are_left_out() throws Exception {
        assertThat(parse(
                        KeyExamples.ED25519,
                        "{\"kty\":\"oct\",\"k\":\"" + "A".repeat(43) + "\"}",
                        Json.write(KeyExamples.rsa(Keys.RSA).toJSONObject())))
                .isEmpty();
    }

    @Test
    void hs256_under_the_bytes_of_a_public_key_is_refused_because_the_key_does_not_fit() throws Exception {
        JWSObject forged = new JWSObject(new JWSHeader(JWSAlgorithm.HS256), new Payload(Json.write(CLAIMS)));
        forged.sign(new MACSigner(Keys.RSA.getPublic().getEncoded()));
        VerificationKey key = parse(Json.write(Keys.jwk(Keys.RSA))).get(0);

        assertThat(SignatureAlgorithms.MAC).noneMatch(key::fits);
        assertThat(Jws.parse(forged.serialize()).isSignedBy(key)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HS256", "HS384", "HS512"})
    void a_client_secret_fits_its_one_mac_algorithm(String algorithm) throws Exception {
        VerificationKey key = VerificationKey.ofClientSecret(algorithm, "s".repeat(64));

        assertThat(SignatureAlgorithms.MAC).filteredOn(key::fits).containsExactly(algorithm);
        assertThat(SignatureAlgorithms.ASYMMETRIC).noneMatch(key::fits);
        assertThat(key.kid()).isNull();
        assertThat(key.toString()).doesNotContain("ssss");
    }

    @ParameterizedTest
    @CsvSource({"HS256, 31, 32", "HS384, 47, 48", "HS512, 63, 64"})
    void rfc_7518_3_2_a_client_secret_shorter_than_the_hash_is_refused(String algorithm, int length, int needed) {
        assertThatThrownBy(() -> VerificationKey.ofClientSecret(algorithm, "s".repeat(length)))
                .isInstanceOf(MalformedException.class)
                .hasMessage("the client secret has " + length + " bytes, but " + algorithm + " needs a key of at least "
                        + needed + " (RFC 7518 \u00a73.2)");
    }

    @Test
    void a_client_secret_is_no_key_for_anything_but_macs() {
        assertThatThrownBy(() -> VerificationKey.ofClientSecret("RS256", "s".repeat(64)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a MAC algorithm: RS256");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"EdDSA\",\"crit\":[\"b64\"],\"b64\":true}",
                "{\"alg\":\"EdDSA\",\"crit\":[\"x\"],\"x\":1}",
                "{\"alg\":\"none\"}",
                "{\"alg\":\"Ed25519\"}",
                "{\"alg\":\"eddsa\"}",
                "{}"
            })
    void a_correct_signature_under_another_header_is_not_verified(String header) throws Exception {
        String input = Hashes.base64Url(header.getBytes(StandardCharsets.UTF_8)) + "." + "e30";
        byte[] signature = Ed25519.sign(
                (OctetKeyPair) KeyExamples.parse(KeyExamples.ED25519), input.getBytes(StandardCharsets.US_ASCII));
        Jws jws = Jws.parse(input + "." + Hashes.base64Url(signature));

        assertThat(publicKeys(ClientKeySet.parse(KeyExamples.ED25519)))
                .hasSize(1)
                .noneMatch(jws::isSignedBy);
    }
}
