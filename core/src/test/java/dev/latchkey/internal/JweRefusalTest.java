package dev.latchkey.internal;

import static dev.latchkey.internal.JweExamples.encrypt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.latchkey.fixture.Keys;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not decrypted, and what is said then. */
class JweRefusalTest {
    private static final JWK RSA = KeyExamples.rsa(Keys.RSA);
    private static final JWK P_256 = KeyExamples.parse(KeyExamples.P_256);
    private static final String UNDECRYPTABLE = "cannot be decrypted";

    private static void assertRefused(String compact, String alg, String enc, String message) {
        assertRefused(compact, alg, enc, KeyExamples.set(RSA, P_256), message);
    }

    private static void assertRefused(String compact, String alg, String enc, String keys, String message) {
        assertThatThrownBy(() -> Jwe.decrypt(compact, alg, enc, ClientKeySet.parse(keys)))
                .isInstanceOf(MalformedException.class)
                .hasMessage(message)
                .hasNoCause();
    }

    private static String rsaJwe() throws JOSEException {
        return encrypt(JweExamples.header("RSA-OAEP-256", "A128GCM").build(), RSA);
    }

    private static String ecdhJwe(String enc) throws JOSEException {
        return encrypt(JweExamples.header("ECDH-ES", enc).build(), P_256);
    }

    @Test
    void an_encrypted_key_beside_an_agreed_one_is_refused() throws JOSEException {
        assertRefused(withPart(ecdhJwe("A128GCM"), 1, "AAAA"), "ECDH-ES", "A128GCM", UNDECRYPTABLE);
    }

    /** The message with another text for one of its five parts. */
    private static String withPart(String compact, int part, String text) {
        String[] parts = compact.split("\\.", -1);
        parts[part] = text;
        return String.join(".", parts);
    }

    private static String withHeader(String compact, String name, Object value) throws MalformedException {
        Map<String, Object> header = new LinkedHashMap<>(Json.parse(Jws.decode(compact.split("\\.", -1)[0])));
        header.put(name, value);
        return withPart(compact, 0, Hashes.base64Url(Json.write(header).getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA-OAEP", "RSA1_5", "dir", "none", "rsa-oaep-256", "PBES2-HS256+A128KW", "ECDH-ES"})
    void another_key_algorithm_than_the_agreed_one_is_refused(String alg) throws Exception {
        assertRefused(
                withHeader(rsaJwe(), "alg", alg),
                "RSA-OAEP-256",
                "A128GCM",
                "JWE header with an 'alg' other than RSA-OAEP-256");
    }

    @Test
    void a_genuine_message_under_an_algorithm_that_was_not_agreed_is_refused() throws Exception {
        assertRefused(rsaJwe(), "ECDH-ES", "A128GCM", "JWE header with an 'alg' other than ECDH-ES");
        assertRefused(rsaJwe(), "RSA-OAEP-256", "A256GCM", "JWE header with an 'enc' other than A256GCM");
    }

    @Test
    void an_algorithm_that_is_no_text_or_is_missing_is_refused() throws Exception {
        assertRefused(
                withHeader(rsaJwe(), "alg", 1),
                "RSA-OAEP-256",
                "A128GCM",
                "JWE header with an 'alg' other than RSA-OAEP-256");
        assertRefused(
                withPart(rsaJwe(), 0, "e30"),
                "RSA-OAEP-256",
                "A128GCM",
                "JWE header with an 'alg' other than RSA-OAEP-256");
    }

    @ParameterizedTest
    @CsvSource({"zip, DEF", "p2c, 1000", "p2s, c2FsdA", "crit, exp"})
    void compression_critical_extensions_and_password_parameters_are_refused(String name, String value)
            throws Exception {
        assertRefused(withHeader(rsaJwe(), name, value), "RSA-OAEP-256", "A128GCM", "JWE header with '" + name + "'");
    }

    @Test
    void a_content_type_other_than_jwt_is_refused() throws Exception {
        String message = "JWE header with a 'cty' other than JWT";

        assertRefused(withHeader(rsaJwe(), "cty", "application/jwt"), "RSA-OAEP-256", "A128GCM", message);
        assertRefused(withHeader(rsaJwe(), "cty", List.of("JWT")), "RSA-OAEP-256", "A128GCM", message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a.b.c", "a.b.c.d", "a.b.c.d.e.f", "......"})
    void another_number_of_parts_than_five_is_refused(String compact) {
        assertRefused(compact, "RSA-OAEP-256", "A128GCM", "not five parts separated by dots");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void a_part_in_another_spelling_is_refused(int part) throws Exception {
        String jwe = rsaJwe();
        String text = jwe.split("\\.", -1)[part];

        for (String other : List.of(text + "=", text + "\n", " " + text, text + "+", text + "A")) {
            assertThatThrownBy(() -> Jwe.decrypt(
                            withPart(jwe, part, other), "RSA-OAEP-256", "A128GCM", ClientKeySet.parse(RSA.toString())))
                    .as(other)
                    .isInstanceOf(MalformedException.class);
        }
        assertRefused(withPart(jwe, part, text + "="), "RSA-OAEP-256", "A128GCM", "not base64url");
    }

    @Test
    void a_duplicate_member_of_the_header_is_refused() throws Exception {
        String header = "{\"alg\":\"RSA-OAEP-256\",\"alg\":\"RSA-OAEP-256\",\"enc\":\"A128GCM\"}";
        String jwe = withPart(rsaJwe(), 0, Hashes.base64Url(header.getBytes(StandardCharsets.UTF_8)));

        assertThatThrownBy(() -> Jwe.decrypt(jwe, "RSA-OAEP-256", "A128GCM", KeyExamples.all()))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("duplicate");
    }

    @Test
    void a_long_message_and_a_long_header_are_refused() throws Exception {
        assertRefused(
                withPart(rsaJwe(), 3, "A".repeat(128 * 1024)),
                "RSA-OAEP-256",
                "A128GCM",
                "JWE longer than 131072 characters");
        assertRefused(
                withHeader(rsaJwe(), "x", "x".repeat(4096)),
                "RSA-OAEP-256",
                "A128GCM",
                "JWE header longer than 4096 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"A128GCM", "A128CBC-HS256"})
    void every_failure_to_decrypt_says_the_same(String enc) throws Exception {
        String jwe = encrypt(JweExamples.header("RSA-OAEP-256", enc).build(), RSA);

        assertRefused(jwe, "RSA-OAEP-256", enc, KeyExamples.set(KeyExamples.rsa(Keys.FOREIGN_RSA)), UNDECRYPTABLE);
        assertRefused(jwe, "RSA-OAEP-256", enc, KeyExamples.P_256, UNDECRYPTABLE);
        for (int part = 1; part < 5; part++) {
            byte[] bytes = Base64.getUrlDecoder().decode(jwe.split("\\.", -1)[part]);
            bytes[bytes.length - 1] ^= 1;
            assertRefused(withPart(jwe, part, Hashes.base64Url(bytes)), "RSA-OAEP-256", enc, UNDECRYPTABLE);
            assertRefused(withPart(jwe, part, ""), "RSA-OAEP-256", enc, UNDECRYPTABLE);
            assertRefused(withPart(jwe, part, "AAAA"), "RSA-OAEP-256", enc, UNDECRYPTABLE);
        }
        assertRefused(withHeader(jwe, "added", 1), "RSA-OAEP-256", enc, UNDECRYPTABLE);
    }

    @Test
    void rfc_7518_5_3_a_tag_that_ends_in_the_ciphertext_is_refused() throws Exception {
        String jwe = rsaJwe();
        byte[] tag = Base64.getUrlDecoder().decode(jwe.split("\\.", -1)[4]);
        byte[] text = Base64.getUrlDecoder().decode(jwe.split("\\.", -1)[3]);
        byte[] longer = Arrays.copyOf(text, text.length + 4);
        System.arraycopy(tag, 0, longer, text.length, 4);
        byte[] shorter = Arrays.copyOfRange(tag, 4, tag.length);

        assertRefused(
                withPart(withPart(jwe, 3, Hashes.base64Url(longer)), 4, Hashes.base64Url(shorter)),
                "RSA-OAEP-256",
                "A128GCM",
                UNDECRYPTABLE);
    }

    @Test
    void a_point_that_is_not_on_the_curve_is_refused() throws Exception {
        Map<String, Object> offTheCurve = Map.of("kty", "EC", "crv", "P-256", "x", "A".repeat(43), "y", "A".repeat(43));

        for (String enc : Jwe.CONTENT_ALGORITHMS) {
            assertRefused(withHeader(ecdhJwe(enc), "epk", offTheCurve), "ECDH-ES", enc, UNDECRYPTABLE);
        }
    }

    @Test
    void an_ephemeral_key_on_another_curve_or_of_another_kind_is_refused() throws Exception {
        for (JWK key : List.of(KeyExamples.ec(Keys.EC_384), RSA, KeyExamples.parse(KeyExamples.ED25519))) {
            assertRefused(
                    withHeader(ecdhJwe("A128GCM"), "epk", key.toPublicJWK().toJSONObject()),
                    "ECDH-ES",
                    "A128GCM",
                    UNDECRYPTABLE);
        }
        assertRefused(withHeader(ecdhJwe("A128GCM"), "epk", "text"), "ECDH-ES", "A128GCM", UNDECRYPTABLE);
        assertRefused(
                withPart(
                        ecdhJwe("A128GCM"),
                        0,
                        Hashes.base64Url("{\"alg\":\"ECDH-ES\",\"enc\":\"A128GCM\"}".getBytes(StandardCharsets.UTF_8))),
                "ECDH-ES",
                "A128GCM",
                UNDECRYPTABLE);
    }

    @Test
    void a_known_kid_is_the_only_key_that_is_tried() throws Exception {
        JWK named = KeyExamples.parse(KeyExamples.with(KeyExamples.rsa(Keys.FOREIGN_RSA), Map.of("kid", "named")));
        String jwe = encrypt(
                JweExamples.header("RSA-OAEP-256", "A128GCM").keyID("named").build(), RSA);

        assertRefused(jwe, "RSA-OAEP-256", "A128GCM", KeyExamples.set(RSA, named), UNDECRYPTABLE);
    }

    @Test
    void ten_keys_are_tried_and_no_more() throws Exception {
        List<JWK> keys = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            keys.add(new ECKeyGenerator(Curve.P_256).generate());
        }
        String jwe = encrypt(JweExamples.header("ECDH-ES", "A128GCM").build(), P_256);

        keys.add(P_256);
        assertThat(Jwe.decrypt(
                        jwe, "ECDH-ES", "A128GCM", ClientKeySet.parse(KeyExamples.set(keys.toArray(JWK[]::new)))))
                .isEqualTo(JweExamples.TEXT);
        keys.add(0, KeyExamples.ec(Keys.EC_256));
        assertRefused(jwe, "ECDH-ES", "A128GCM", KeyExamples.set(keys.toArray(JWK[]::new)), UNDECRYPTABLE);
    }

    @Test
    void a_key_for_signatures_decrypts_nothing() throws Exception {
        assertRefused(rsaJwe(), "RSA-OAEP-256", "A128GCM", KeyExamples.with(RSA, Map.of("use", "sig")), UNDECRYPTABLE);
    }

    @Test
    void a_text_that_is_not_utf_8_is_refused() throws Exception {
        String jwe = encrypt(
                JweExamples.header("RSA-OAEP-256", "A128GCM").build(), RSA, new Payload(new byte[] {(byte) 0xff}));

        assertRefused(jwe, "RSA-OAEP-256", "A128GCM", "not UTF-8");
    }

    @Test
    void an_agreement_on_unsupported_algorithms_is_a_programming_error() {
        assertThatThrownBy(() -> Jwe.decrypt(rsaJwe(), "RSA1_5", "A128GCM", KeyExamples.all()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unsupported: RSA1_5 with A128GCM");
    }
}
