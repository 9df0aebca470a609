package dev.latchkey.token;

import static dev.latchkey.failure.FailureReason.ID_TOKEN_KEY;
import static dev.latchkey.failure.FailureReason.ID_TOKEN_SIGNATURE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.RSAKey;
import dev.latchkey.fixture.Keys;
import dev.latchkey.fixture.TokenBuilder;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** OpenID Connect Core §10.1: which key, and when the keys are read again. */
class IdTokenKeysTest {
    private static final String GOOD = IdTokens.good().build();

    private final IdTokens login = new IdTokens();

    private static TokenBuilder byNextKey() {
        return IdTokens.good().header("kid", "next").key(Keys.NEXT_RSA.getPrivate());
    }

    private static String unsigned(String header) {
        return TokenBuilder.base64Url(header.getBytes(UTF_8)) + GOOD.substring(GOOD.indexOf('.'));
    }

    @Test
    void keys_are_read_once_for_many_tokens() {
        for (int i = 0; i < 100; i++) {
            login.verify(IdTokens.good());
        }

        assertThat(login.provider.calls("/jwks")).hasSize(1);
    }

    @Test
    void an_unknown_kid_is_accepted_after_a_rotation() {
        login.verify(IdTokens.good());
        login.provider.on("/jwks", Keys.set(List.of(Keys.jwk(Keys.RSA, "rsa"), Keys.jwk(Keys.NEXT_RSA, "next"))));

        assertThat(login.verify(byNextKey())).isNotNull();
        assertThat(login.provider.calls("/jwks")).hasSize(2);
    }

    @Test
    void the_retired_key_is_refused_once_the_keys_are_read_again() {
        login.verify(IdTokens.good());
        login.provider.on("/jwks", Keys.set(List.of(Keys.jwk(Keys.NEXT_RSA, "next"))));
        login.clock.pass(Duration.ofMinutes(2));
        login.verify(byNextKey());

        login.refused(ID_TOKEN_KEY, IdTokens.good());
    }

    @Test
    void a_kid_that_stays_unknown_costs_one_fetch_at_once_and_one_a_minute() {
        login.verify(IdTokens.good());

        for (int i = 0; i < 10_000; i++) {
            login.refused(ID_TOKEN_KEY, unsigned("{\"alg\":\"RS256\",\"kid\":\"bogus-" + i + "\"}"));
        }
        assertThat(login.provider.calls("/jwks")).hasSize(2);

        login.clock.pass(Duration.ofSeconds(59));
        login.refused(ID_TOKEN_KEY, IdTokens.good().header("kid", "bogus"));
        assertThat(login.provider.calls("/jwks")).hasSize(2);

        login.clock.pass(Duration.ofSeconds(1));
        login.refused(ID_TOKEN_KEY, IdTokens.good().header("kid", "bogus"));
        login.refused(ID_TOKEN_KEY, IdTokens.good().header("kid", "bogus"));
        assertThat(login.provider.calls("/jwks")).hasSize(3);
    }

    @Test
    void without_kid_every_key_that_fits_is_tried() {
        login.provider.on(
                "/jwks",
                Keys.set(List.of(
                        Keys.jwk(Keys.EC_256, "ec"), Keys.jwk(Keys.NEXT_RSA, "next"), Keys.jwk(Keys.RSA, "rsa"))));

        assertThat(login.verify(IdTokens.good().withoutHeader("kid"))).isNotNull();
        assertThat(login.provider.calls("/jwks")).hasSize(1);
    }

    @Test
    void without_kid_a_failing_signature_reads_the_keys_once_more() {
        login.verify(IdTokens.good());
        login.provider.on("/jwks", Keys.set(List.of(Keys.jwk(Keys.NEXT_RSA))));

        assertThat(login.verify(IdTokens.good().withoutHeader("kid").key(Keys.NEXT_RSA.getPrivate())))
                .isNotNull();
        login.refused(ID_TOKEN_SIGNATURE, IdTokens.good().withoutHeader("kid"));
        assertThat(login.provider.calls("/jwks")).hasSize(2);
    }

    @Test
    void a_kid_that_no_key_has_reads_the_keys_again_although_a_key_without_kid_might_fit() {
        login.provider.on("/jwks", Keys.set(List.of(Keys.jwk(Keys.RSA))));
        assertThat(login.verify(IdTokens.good())).isNotNull();
        login.provider.on("/jwks", Keys.set(List.of(Keys.jwk(Keys.NEXT_RSA, "next"))));

        assertThat(login.verify(byNextKey())).isNotNull();
    }

    @Test
    void a_known_kid_with_a_wrong_signature_reads_nothing_again() {
        login.verify(IdTokens.good());

        login.refused(ID_TOKEN_SIGNATURE, IdTokens.good().key(Keys.FOREIGN_RSA.getPrivate()));
        assertThat(login.provider.calls("/jwks")).hasSize(1);
    }

    @Test
    void keys_that_are_not_for_signatures_are_ignored() {
        RSAKey whole = new RSAKey.Builder((RSAPublicKey) Keys.RSA.getPublic())
                .privateKey((RSAPrivateKey) Keys.RSA.getPrivate())
                .keyID("rsa")
                .build();
        Map<String, Object> encryption = Keys.jwk(Keys.RSA, "rsa");
        encryption.put("use", "enc");
        Map<String, Object> wrap = Keys.jwk(Keys.RSA, "rsa");
        wrap.put("key_ops", List.of("wrapKey"));
        Map<String, Object> otherAlgorithm = Keys.jwk(Keys.RSA, "rsa");
        otherAlgorithm.put("alg", "RS512");
        for (Map<String, Object> decoy : List.of(whole.toJSONObject(), encryption, wrap, otherAlgorithm)) {
            IdTokens login = new IdTokens();
            login.provider.on("/jwks", Keys.set(List.of(decoy)));
            login.refused(ID_TOKEN_KEY, IdTokens.good());
        }
    }

    @Test
    void a_short_rsa_key_is_ignored() {
        login.provider.on("/jwks", Keys.set(List.of(Keys.jwk(Keys.SHORT_RSA, "rsa"))));

        login.refused(ID_TOKEN_KEY, IdTokens.good().key(Keys.SHORT_RSA.getPrivate()));
    }

    @Test
    void decoys_do_not_hide_the_good_key() {
        List<Map<String, Object>> decoys = new ArrayList<>();
        decoys.add(Map.of("kty", "oct", "k", "c2VjcmV0", "kid", "rsa", "alg", "RS256"));
        decoys.add(Map.of("kty", "EC", "crv", "secp256k1", "x", "AA", "y", "AA", "kid", "rsa"));
        decoys.add(Map.of("kty", "RSA", "n", "!!", "e", "AQAB", "kid", "rsa"));
        decoys.add(Map.of("kty", "RSA", "kid", "rsa"));
        decoys.add(Map.of("kty", 7, "kid", "rsa"));
        decoys.add(Map.of("kty", "OKP", "crv", "Ed25519", "x", "AA", "kid", "rsa"));
        decoys.add(Map.of("kty", "quantum", "kid", "rsa"));
        decoys.add(Map.of());
        decoys.add(Keys.jwk(Keys.SHORT_RSA, "rsa"));
        decoys.add(Keys.jwk(Keys.EC_256, "rsa"));
        decoys.add(Keys.jwk(Keys.RSA, "rsa"));
        String set = Keys.set(decoys).replace("[{", "[null, 7, \"key\", [], true, {");

        login.provider.on("/jwks", set);

        assertThat(login.verify(IdTokens.good())).isNotNull();
    }
}
