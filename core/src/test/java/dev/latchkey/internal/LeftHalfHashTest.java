package dev.latchkey.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code at_hash} and {@code c_hash}. */
class LeftHalfHashTest {
    @Test
    void the_examples_of_oidc_core_a_3_and_a_4_have_these_hashes() {
        assertThat(LeftHalfHash.of("RS256", "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y"))
                .isEqualTo("77QmUPtjPfzWtF2AnpK9RQ");
        assertThat(LeftHalfHash.of("RS256", "Qcb0Orv1zh30vL1MPRsbm-diHiMwcLyZvn1arpZv-Jxf_11jnpEX3Tgfvk"))
                .isEqualTo("LDktKdoQak3Pk0cnXxCltA");
    }

    @ParameterizedTest
    @CsvSource({
        "RS256, SHA-256",
        "PS384, SHA-384",
        "ES512, SHA-512",
        "HS256, SHA-256",
        "HS384, SHA-384",
        "EdDSA, SHA-512"
    })
    void the_algorithm_of_the_id_token_chooses_the_digest(String algorithm, String digest) {
        byte[] whole = Hashes.digest(digest, new byte[] {'a', 'b', 'c'});

        byte[] half = Base64.getUrlDecoder().decode(LeftHalfHash.of(algorithm, "abc"));

        assertThat(half).hasSize(whole.length / 2).containsExactly(Arrays.copyOf(whole, whole.length / 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "RS1", "", "rs256", "XX256"})
    void an_unknown_algorithm_has_no_hash(String algorithm) {
        assertThatThrownBy(() -> LeftHalfHash.of(algorithm, "abc"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no digest belongs to this algorithm");
    }
}
