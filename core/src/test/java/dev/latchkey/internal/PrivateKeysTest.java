package dev.latchkey.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWK;
import dev.latchkey.fixture.Keys;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which private keys are taken, and what is said of the others. */
class PrivateKeysTest {
    private static final JWK RSA = KeyExamples.rsa(Keys.RSA);
    private static final JWK EC = KeyExamples.ec(Keys.EC_256);
    private static final JWK ED = KeyExamples.parse(KeyExamples.ED25519);

    private static void assertRefused(String json, String message) {
        assertThatThrownBy(() -> ClientKeySet.parse(json))
                .isInstanceOf(MalformedException.class)
                .hasMessage(message)
                .hasNoCause();
    }

    @Test
    void one_key_is_a_set_too() throws Exception {
        assertThat(ClientKeySet.parse(KeyExamples.ED25519).canSign("EdDSA")).isTrue();
    }

    @Test
    void rfc_7638_a_key_without_kid_gets_its_thumbprint() throws Exception {
        assertThat(PrivateKeys.parse(KeyExamples.set(ED, RSA, EC)))
                .extracting(JWK::getKeyID)
                .containsExactly(
                        KeyExamples.ED25519_THUMBPRINT,
                        RSA.computeThumbprint().toString(),
                        EC.computeThumbprint().toString());
    }

    @Test
    void two_keys_with_one_kid_are_refused() {
        JWK one = KeyExamples.parse(KeyExamples.with(RSA, Map.of("kid", "same")));
        JWK other = KeyExamples.parse(KeyExamples.with(EC, Map.of("kid", "same")));

        assertRefused(KeyExamples.set(one, other), "key 2 has the 'kid' of another key");
        assertRefused(KeyExamples.set(RSA, EC, RSA), "key 3 has the 'kid' of another key");
    }

    @Test
    void a_public_key_is_refused() {
        assertRefused(KeyExamples.set(ED, RSA.toPublicJWK()), "key 2 has no private part");
        assertRefused(KeyExamples.set(ED.toPublicJWK()), "key 1 has no private part");
    }

    @Test
    void a_symmetric_key_is_refused() {
        assertRefused(
                "{\"kty\":\"oct\",\"k\":\"" + "A".repeat(43) + "\"}",
                "key 1 is symmetric: RSA, EC and Ed25519 keys are supported");
    }

    @Test
    void a_short_rsa_key_is_refused() {
        assertRefused(
                KeyExamples.set(KeyExamples.rsa(Keys.SHORT_RSA)),
                "key 1 is too short: RSA keys have 2048 bits or more");
    }

    @Test
    void a_key_on_secp256k1_is_refused() {
        // The private key 1: its public key is the generator of the curve (SEC 2 §2.4.1).
        assertRefused(
                "{\"kty\":\"EC\",\"crv\":\"secp256k1\",\"d\":\"" + "A".repeat(42) + "E\","
                        + "\"x\":\"eb5mfvncu6xVoGKVzocLBwKb_NstzijZWfKBWxb4F5g\","
                        + "\"y\":\"SDradyajxGVdpPv8DhEIqP0XtEimhVQZnEfQj_sQ1Lg\"}",
                "key 1 is on another curve than P-256, P-384 and P-521");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"hSDwCYkwp1R0i33ctD73Wg2_Og0mOBr066SpjqqbTmo\","
                        + "\"d\":\"dwdtCnMYpX08FsFyUbJmRd9ML4frwJkqsXf7pR25LCo\"}",
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHUQ\","
                        + "\"d\":\"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A\"}",
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\","
                        + "\"d\":\"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyufw\"}"
            })
    void an_octet_key_pair_that_is_no_ed25519_key_is_refused(String json) {
        assertRefused(json, "key 1 is an OKP key, but not a well-formed Ed25519 key");
    }

    @Test
    void a_private_part_of_another_key_is_refused() {
        Map<String, Object> foreignRsa = KeyExamples.rsa(Keys.FOREIGN_RSA).toJSONObject();
        Map<String, Object> foreignEc = KeyExamples.parse(KeyExamples.P_256).toJSONObject();

        String message = "key 1 has a private part that does not belong to its public part";
        assertRefused(KeyExamples.with(RSA, Map.of("n", foreignRsa.get("n"))), message);
        assertRefused(KeyExamples.with(EC, Map.of("d", foreignEc.get("d"))), message);
        assertRefused(KeyExamples.with(ED, Map.of("d", "A".repeat(43))), message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kty\":\"new\"}",
                "{\"kty\":1}",
                "{\"kty\":\"RSA\",\"d\":\"AQAB\"}",
                "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AQ\",\"y\":\"AQ\",\"d\":\"AQ\"}",
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"d\":\"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A\"}"
            })
    void a_key_of_another_kind_and_a_malformed_one_are_refused_without_being_quoted(String json) {
        assertRefused(json, "key 1 is not a valid JWK of a known kind");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"keys\":[]}", "{\"keys\":{}}", "{\"keys\":\"x\"}"})
    void a_set_without_keys_is_refused(String json) {
        assertRefused(json, "neither a JWK nor a JWK set of 1 to 100 keys");
    }

    @Test
    void a_set_of_something_else_is_refused() {
        assertRefused("{\"keys\":[1]}", "key 1 is not an object");
    }

    @Test
    void a_duplicate_member_is_refused() {
        assertThatThrownBy(() -> ClientKeySet.parse("{\"kty\":\"OKP\"," + KeyExamples.ED25519.substring(1)))
                .isInstanceOf(MalformedException.class);
    }
}
