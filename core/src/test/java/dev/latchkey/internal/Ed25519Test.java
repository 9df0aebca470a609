package dev.latchkey.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.OctetKeyPair;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** EdDSA over Ed25519, against the example of RFC 8037. */
class Ed25519Test {
    private static final byte[] INPUT =
            "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SIGNATURE = Base64.getUrlDecoder()
            .decode("hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg");

    private static OctetKeyPair key() throws Exception {
        return OctetKeyPair.parse(KeyExamples.ED25519);
    }

    @Test
    void rfc_8037_a_4_the_example_is_signed_to_the_same_bytes() throws Exception {
        assertThat(Ed25519.sign(key(), INPUT)).isEqualTo(SIGNATURE);
    }

    @Test
    void rfc_8037_a_5_the_example_is_verified_with_the_public_key() throws Exception {
        assertThat(Ed25519.verify(key().toPublicJWK(), INPUT, SIGNATURE)).isTrue();
    }

    @Test
    void a_changed_input_or_signature_is_not_verified() throws Exception {
        for (int i = 0; i < SIGNATURE.length; i++) {
            byte[] changed = SIGNATURE.clone();
            changed[i] ^= 1;
            assertThat(isVerified(changed)).as("byte %s", i).isFalse();
        }
        assertThat(Ed25519.verify(key(), Arrays.copyOf(INPUT, INPUT.length - 1), SIGNATURE))
                .isFalse();
    }

    @Test
    void a_signature_of_another_length_is_not_verified_not_even_with_zeros_at_its_end() throws Exception {
        for (int length : new int[] {0, 1, 32, 63, 65, 128}) {
            assertThat(isVerified(Arrays.copyOf(SIGNATURE, length)))
                    .as("length %s", length)
                    .isFalse();
        }
    }

    @Test
    void rfc_8032_5_1_7_the_second_spelling_of_a_signature_is_not_verified() throws Exception {
        BigInteger order = BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
        byte[] second = SIGNATURE.clone();
        byte[] sum = new BigInteger(1, reversed(Arrays.copyOfRange(SIGNATURE, 32, 64)))
                .add(order)
                .toByteArray();
        System.arraycopy(Arrays.copyOf(reversed(sum), 32), 0, second, 32, 32);

        assertThat(isVerified(second)).isFalse();
    }

    @Test
    void a_fresh_pair_signs_and_verifies() throws Exception {
        OctetKeyPair pair = Ed25519.generate().build();

        assertThat(Ed25519.isKey(pair)).isTrue();
        assertThat(Ed25519.verify(pair.toPublicJWK(), INPUT, Ed25519.sign(pair, INPUT)))
                .isTrue();
        assertThat(Ed25519.verify(key(), INPUT, Ed25519.sign(pair, INPUT))).isFalse();
    }

    private static boolean isVerified(byte[] signature) throws Exception {
        try {
            return Ed25519.verify(key(), INPUT, signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }
}
