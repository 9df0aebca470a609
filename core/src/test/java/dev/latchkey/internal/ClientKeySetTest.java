package dev.latchkey.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWK;
import dev.latchkey.fixture.Keys;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our own keys: what they can do, and what of them is published. */
class ClientKeySetTest {
    private static final List<String> RSA_ALGORITHMS = List.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512");

    @SuppressWarnings("unchecked") // The members of a key are strings.
    private static List<Map<String, Object>> published(ClientKeySet keys) throws MalformedException {
        return Objects.requireNonNull(
                (List<Map<String, Object>>) Json.parse(keys.publicJson()).get("keys"));
    }

    @Test
    void fresh_keys_sign_and_decrypt_with_every_kind() {
        ClientKeySet keys = ClientKeySet.generate();

        assertThat(RSA_ALGORITHMS).allMatch(keys::canSign);
        assertThat(List.of("ES256", "EdDSA")).allMatch(keys::canSign);
        assertThat(List.of("ES384", "ES512", "HS256", "none", "")).noneMatch(keys::canSign);
        assertThat(Jwe.KEY_ALGORITHMS).allMatch(keys::canDecrypt);
        assertThat(List.of("RSA-OAEP", "RSA1_5", "dir", "PBES2-HS256+A128KW", "RS256"))
                .noneMatch(keys::canDecrypt);
    }

    @Test
    void only_public_members_of_fresh_keys_are_published() throws Exception {
        List<Map<String, Object>> keys = published(ClientKeySet.generate());

        assertThat(keys.get(0)).containsOnlyKeys("kty", "kid", "use", "n", "e").containsEntry("use", "sig");
        assertThat(keys.get(1)).containsOnlyKeys("kty", "kid", "use", "crv", "x", "y");
        assertThat(keys.get(2)).containsOnlyKeys("kty", "kid", "use", "crv", "x");
        assertThat(keys.get(3))
                .containsOnlyKeys("kty", "kid", "use", "alg", "n", "e")
                .containsEntry("use", "enc")
                .containsEntry("alg", "RSA-OAEP-256");
        assertThat(keys.get(4)).containsOnlyKeys("kty", "kid", "use", "crv", "x", "y");
        assertThat(keys).hasSize(5).extracting(key -> key.get("kid")).doesNotHaveDuplicates();
    }

    @Test
    void only_public_members_of_parsed_keys_are_published() throws Exception {
        String json = KeyExamples.with(
                KeyExamples.rsa(Keys.RSA),
                Map.of(
                        "kid", "one",
                        "alg", "PS256",
                        "key_ops", List.of("sign"),
                        "exp", 4_000_000_000L,
                        "x5u", "https://example.com/",
                        "mine", "secret"));

        assertThat(published(ClientKeySet.parse(json)).get(0)).containsOnlyKeys("kty", "kid", "alg", "n", "e");
        assertThat(ClientKeySet.parse(json).publicMembers()).containsOnlyKeys("keys");
    }

    @Test
    void the_private_json_makes_the_same_set_again() throws Exception {
        ClientKeySet keys = ClientKeySet.generate();
        ClientKeySet again = ClientKeySet.parse(keys.json());

        assertThat(again.json()).isEqualTo(keys.json());
        assertThat(again.publicMembers()).isEqualTo(keys.publicMembers());
        Map<String, Object> claims = Map.of("iss", "client-1");
        assertThat(again.sign("EdDSA", "JWT", claims)).isEqualTo(keys.sign("EdDSA", "JWT", claims));
    }

    @Test
    void its_text_holds_no_key() {
        assertThat(ClientKeySet.generate()).hasToString("ClientKeySet[5 keys]");
    }

    @Test
    void the_header_names_algorithm_key_and_type() throws Exception {
        Jws jws = Jws.parse(ClientKeySet.parse(KeyExamples.ED25519)
                .sign("EdDSA", "oauth-authz-req+jwt", Map.of("aud", "https://op.example")));

        assertThat(jws.header())
                .isEqualTo(Map.of("alg", "EdDSA", "kid", KeyExamples.ED25519_THUMBPRINT, "typ", "oauth-authz-req+jwt"));
        assertThat(jws.payload()).isEqualTo(Map.of("aud", "https://op.example"));
    }

    @Test
    void the_first_key_that_fits_signs() throws Exception {
        JWK encryption = KeyExamples.parse(
                KeyExamples.with(KeyExamples.rsa(Keys.FOREIGN_RSA), Map.of("use", "enc", "kid", "enc")));
        JWK ps384 = KeyExamples.parse(
                KeyExamples.with(KeyExamples.rsa(Keys.NEXT_RSA), Map.of("alg", "PS384", "kid", "ps")));
        JWK any = KeyExamples.parse(KeyExamples.with(KeyExamples.rsa(Keys.RSA), Map.of("kid", "any")));
        ClientKeySet keys = ClientKeySet.parse(KeyExamples.set(encryption, ps384, any));

        assertThat(kidOf(keys, "RS256")).isEqualTo("any");
        assertThat(kidOf(keys, "PS384")).isEqualTo("ps");
    }

    private static @Nullable Object kidOf(ClientKeySet keys, String algorithm) throws MalformedException {
        return Jws.parse(keys.sign(algorithm, "JWT", Map.of())).header().get("kid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "ES256", "HS256", "none"})
    void without_a_key_that_fits_nothing_is_signed(String algorithm) throws Exception {
        ClientKeySet keys = ClientKeySet.parse(KeyExamples.ED25519);

        assertThat(keys.canSign(algorithm)).isFalse();
        assertThatThrownBy(() -> keys.sign(algorithm, "JWT", Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no key of ours fits " + algorithm);
    }

    @Test
    void use_alg_and_key_ops_limit_a_key() throws Exception {
        JWK rsa = KeyExamples.rsa(Keys.RSA);
        JWK ec = KeyExamples.ec(Keys.EC_256);

        assertThat(ClientKeySet.parse(KeyExamples.with(rsa, Map.of("use", "sig")))
                        .canDecrypt("RSA-OAEP-256"))
                .isFalse();
        assertThat(ClientKeySet.parse(KeyExamples.with(rsa, Map.of("key_ops", List.of("sign"))))
                        .canDecrypt("RSA-OAEP-256"))
                .isFalse();
        assertThat(ClientKeySet.parse(KeyExamples.with(rsa, Map.of("key_ops", List.of("unwrapKey"))))
                        .canDecrypt("RSA-OAEP-256"))
                .isTrue();
        assertThat(ClientKeySet.parse(KeyExamples.with(rsa, Map.of("key_ops", List.of("decrypt"))))
                        .canSign("RS256"))
                .isFalse();
        ClientKeySet keyWrap = ClientKeySet.parse(KeyExamples.with(ec, Map.of("alg", "ECDH-ES+A128KW")));
        assertThat(Jwe.KEY_ALGORITHMS).filteredOn(keyWrap::canDecrypt).containsExactly("ECDH-ES+A128KW");
        assertThat(keyWrap.canSign("ES256")).isFalse();
    }
}
