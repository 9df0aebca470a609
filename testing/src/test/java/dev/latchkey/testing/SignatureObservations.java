package dev.latchkey.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import dev.latchkey.testing.jose.Compact;
import java.text.ParseException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is wrong in the header, the signature and the form of an ID token. */
final class SignatureObservations {
    static final Map<Misbehaviour, Observation> ALL = Map.ofEntries(
            Map.entry(Misbehaviour.ALG_NONE, unsigned("none")),
            Map.entry(Misbehaviour.ALG_NONE_MIXED_CASE, unsigned("nOnE")),
            Map.entry(Misbehaviour.HS256_SIGNED_WITH_PUBLIC_KEY, token((jwt, keys) -> {
                assertThat(hmac(jwt, pem(keys.get(0)))).isEqualTo(signature(jwt));
            })),
            Map.entry(Misbehaviour.HS256_SIGNED_WITH_CLIENT_SECRET, token((jwt, keys) -> {
                assertThat(hmac(jwt, "secret1")).isEqualTo(signature(jwt));
            })),
            Map.entry(Misbehaviour.OTHER_SIGNING_ALGORITHM, algorithm("PS256")),
            Map.entry(Misbehaviour.OTHER_DIGEST, algorithm("RS384")),
            Map.entry(
                    Misbehaviour.BAD_SIGNATURE,
                    forged(jwt -> assertThat(jwt.headers()).hasSize(3))),
            Map.entry(
                    Misbehaviour.EMPTY_SIGNATURE,
                    forged(jwt -> assertThat(signature(jwt)).isEmpty())),
            Map.entry(
                    Misbehaviour.CHANGED_AFTER_SIGNING,
                    forged(jwt -> assertThat(jwt.claims()).containsEntry("sub", "somebody-else"))),
            Map.entry(
                    Misbehaviour.UNKNOWN_KID,
                    signed(jwt -> assertThat(jwt.headers()).containsEntry("kid", "no-such-key"))),
            Map.entry(
                    Misbehaviour.NO_KID, signed(jwt -> assertThat(jwt.headers()).doesNotContainKey("kid"))),
            Map.entry(Misbehaviour.NO_KID_SEVERAL_KEYS, token((jwt, keys) -> {
                assertThat(jwt.headers()).doesNotContainKey("kid");
                assertThat(keys).hasSize(3).extracting(jwt::isSignedBy).containsExactly(false, false, true);
            })),
            Map.entry(
                    Misbehaviour.NO_KID_ROTATED,
                    rotated(jwt -> assertThat(jwt.headers()).doesNotContainKey("kid"))),
            Map.entry(
                    Misbehaviour.ROTATED_KEY,
                    rotated(jwt -> assertThat(jwt.headers()).containsKey("kid"))),
            Map.entry(Misbehaviour.JWK_HEADER, SignatureObservations::keyInHeader),
            Map.entry(Misbehaviour.JKU_HEADER, SignatureObservations::linkInHeader),
            Map.entry(Misbehaviour.UNKNOWN_CRIT, token((jwt, keys) -> {
                assertThat(jwt.headers())
                        .containsEntry("crit", List.of("https://example.com/unknown"))
                        .containsEntry("https://example.com/unknown", true);
            })),
            Map.entry(
                    Misbehaviour.DUPLICATE_HEADER,
                    token((jwt, keys) -> assertThat(jwt.header()).contains("\"alg\":\"none\"", "\"alg\":\"RS256\""))),
            Map.entry(
                    Misbehaviour.DUPLICATE_SUB,
                    token((jwt, keys) ->
                            assertThat(jwt.payload()).contains("\"sub\":\"somebody-else\"", "\"sub\":\"alice\""))),
            Map.entry(
                    Misbehaviour.DUPLICATE_CLAIMS,
                    signed(jwt -> assertThat(jwt.payload()).contains("{\"role\":\"a\",\"role\":\"b\"}"))),
            Map.entry(
                    Misbehaviour.FIVE_PART_TOKEN,
                    token((jwt, keys) -> assertThat(jwt.parts()).isEqualTo(5))),
            Map.entry(
                    Misbehaviour.TWO_PART_TOKEN,
                    token((jwt, keys) -> assertThat(jwt.parts()).isEqualTo(2))),
            Map.entry(
                    Misbehaviour.PAYLOAD_NOT_JSON,
                    signed(jwt -> assertThat(jwt.payload()).isEqualTo("not JSON"))));

    private SignatureObservations() {}

    private static Observation token(BiConsumer<Jwt, List<Map<String, Object>>> check) {
        return (provider, client) -> check.accept(client.login().idToken(), client.signingKeys());
    }

    private static Observation signed(Consumer<Jwt> check) {
        return token((jwt, keys) -> {
            assertThat(jwt.isSignedBy(keys.get(0))).isTrue();
            check.accept(jwt);
        });
    }

    private static Observation forged(Consumer<Jwt> check) {
        return token((jwt, keys) -> {
            assertThat(jwt.headers())
                    .containsEntry("kid", keys.get(0).get("kid"))
                    .containsEntry("alg", "RS256");
            assertThat(jwt.isSignedBy(keys.get(0))).isFalse();
            check.accept(jwt);
        });
    }

    private static Observation unsigned(String algorithm) {
        return token((jwt, keys) -> {
            assertThat(jwt.headers()).containsEntry("alg", algorithm).doesNotContainKey("kid");
            assertThat(signature(jwt)).isEmpty();
        });
    }

    private static Observation algorithm(String algorithm) {
        return signed(
                jwt -> assertThat(jwt.headers()).containsEntry("alg", algorithm).containsKey("kid"));
    }

    /** The key that the client knew before does not fit, the one published afterwards does; the rest stays the same. */
    private static Observation rotated(Consumer<Jwt> check) {
        return (provider, client) -> {
            Map<String, Object> before = client.signingKeys().get(0);
            Jwt first = client.login().idToken();
            assertThat(first.isSignedBy(before)).isFalse();
            Map<String, Object> after = client.signingKeys().get(0);
            assertThat(first.isSignedBy(after)).isTrue();
            assertThat(client.login().idToken().isSignedBy(after)).isTrue();
            check.accept(first);
        };
    }

    private static void keyInHeader(TestProvider provider, HandmadeClient client) {
        Jwt jwt = client.login().idToken();
        Map<String, Object> published = client.signingKeys().get(0);
        assertThat(jwt.isSignedBy(published)).isFalse();
        assertThat(jwt.headers()).containsKey("jwk").containsEntry("kid", published.get("kid"));
        assertThat(jwt.isSignedBy(key(jwt.headers().get("jwk")))).isTrue();
    }

    private static void linkInHeader(TestProvider provider, HandmadeClient client) {
        Jwt jwt = client.login().idToken();
        assertThat(jwt.headers()).containsKey("jku");
        Page keys = new TestBrowser().open(String.valueOf(jwt.headers().get("jku")));
        assertThat(jwt.isSignedBy(client.signingKeys().get(0))).isFalse();
        Object only = ((List<?>) Jwt.parse(keys.body()).getOrDefault("keys", List.of())).get(0);
        assertThat(jwt.isSignedBy(key(only))).isTrue();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> key(@Nullable Object key) {
        assertThat(key).isInstanceOf(Map.class);
        return (Map<String, Object>) Objects.requireNonNull(key);
    }

    private static String signature(Jwt jwt) {
        return jwt.token().split("\\.", -1)[2];
    }

    private static String hmac(Jwt jwt, String secret) {
        assertThat(jwt.headers()).containsEntry("alg", "HS256");
        String input = jwt.token().substring(0, jwt.token().lastIndexOf('.'));
        return Compact.base64Url(Compact.hmac(secret, input.getBytes(UTF_8)));
    }

    private static String pem(Map<String, Object> key) {
        try {
            byte[] encoded = RSAKey.parse(key).toRSAPublicKey().getEncoded();
            return "-----BEGIN PUBLIC KEY-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded)
                    + "\n-----END PUBLIC KEY-----\n";
        } catch (ParseException | JOSEException e) {
            throw new AssertionError(e);
        }
    }
}
