package dev.latchkey.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JWTs under a client secret, and unsecured ones. */
class JwtWriterTest {
    private static final String SECRET = "\u00e9-secret-that-is-as-long-as-the-longest-hash-of-the-three-is-64";
    private static final Map<String, Object> CLAIMS = Map.of("iss", "client-1");

    @ParameterizedTest
    @CsvSource({"HS256, HmacSHA256", "HS384, HmacSHA384", "HS512, HmacSHA512"})
    void the_mac_is_that_of_the_jdk_under_the_utf_8_of_the_secret(String algorithm, String jdkName) throws Exception {
        String jwt = JwtWriter.signWithSecret(SECRET, algorithm, "JWT", CLAIMS);

        int end = jwt.lastIndexOf('.');
        Mac mac = Mac.getInstance(jdkName);
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), jdkName));
        byte[] expected = mac.doFinal(jwt.substring(0, end).getBytes(StandardCharsets.US_ASCII));
        assertThat(jwt.substring(end + 1)).isEqualTo(Hashes.base64Url(expected));
        assertThat(Jws.parse(jwt).header()).isEqualTo(Map.of("alg", algorithm, "typ", "JWT"));
        assertThat(Jws.parse(jwt).payload()).isEqualTo(CLAIMS);
    }

    @ParameterizedTest
    @CsvSource({"HS256", "HS384", "HS512"})
    void a_mac_is_verified_by_the_same_secret_and_algorithm_only(String algorithm) throws Exception {
        Jws jws = Jws.parse(JwtWriter.signWithSecret(SECRET, algorithm, "JWT", CLAIMS));

        assertThat(jws.isSignedBy(VerificationKey.ofClientSecret(algorithm, SECRET)))
                .isTrue();
        assertThat(jws.isSignedBy(VerificationKey.ofClientSecret(algorithm, SECRET + "x")))
                .isFalse();
        for (String other : SignatureAlgorithms.MAC) {
            assertThat(jws.isSignedBy(VerificationKey.ofClientSecret(other, SECRET)))
                    .isEqualTo(other.equals(algorithm));
        }
    }

    @Test
    void a_short_secret_signs_nothing() {
        assertThatThrownBy(() -> JwtWriter.signWithSecret("s".repeat(31), "HS256", "JWT", CLAIMS))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("31 bytes, but HS256 needs a key of at least 32");
    }

    @Test
    void rfc_7519_6_an_unsecured_jwt_has_an_empty_signature_and_no_key_verifies_it() throws Exception {
        String jwt = JwtWriter.unsigned("oauth-authz-req+jwt", CLAIMS);

        assertThat(jwt).endsWith(".");
        Jws jws = Jws.parse(jwt);
        assertThat(jws.header()).isEqualTo(Map.of("alg", "none", "typ", "oauth-authz-req+jwt"));
        assertThat(jws.payload()).isEqualTo(CLAIMS);
        assertThat(jws.isSignedBy(VerificationKey.ofClientSecret("HS256", SECRET)))
                .isFalse();
        assertThat(VerificationKey.parseSet(KeyExamples.all().publicJson().getBytes(StandardCharsets.UTF_8)))
                .hasSize(5)
                .noneMatch(jws::isSignedBy);
    }
}
