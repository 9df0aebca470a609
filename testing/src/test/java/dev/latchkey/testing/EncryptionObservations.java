package dev.latchkey.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What is wrong with the encryption of an ID token. */
final class EncryptionObservations {
    private static final TestClient CLIENT = TestClient.confidential("encrypting", "secret1")
            .withJwks(ClientKeyPairs.jwks())
            .withIdTokenEncryption("RSA-OAEP-256", "A128GCM");

    static final Map<Misbehaviour, Observation> ALL = Map.ofEntries(
            Map.entry(Misbehaviour.JWE_AROUND_UNSIGNED, token(jwe -> {
                Jwt inner = new Jwt(inside(jwe.token()));
                assertThat(inner.headers()).containsEntry("alg", "none");
                assertThat(inner.claims()).containsEntry("sub", "alice");
            })),
            Map.entry(
                    Misbehaviour.JWE_AROUND_CLAIMS,
                    token(jwe -> assertThat(inside(jwe.token())).startsWith("{\"iss\":"))),
            Map.entry(Misbehaviour.JWE_NESTED, token(jwe -> {
                Jwt second = new Jwt(inside(jwe.token()));
                assertThat(second.parts()).isEqualTo(5);
                assertThat(new Jwt(inside(inside(second.token()))).claims()).containsEntry("sub", "alice");
            })),
            Map.entry(
                    Misbehaviour.JWE_OMITTED,
                    token(jwt -> assertThat(jwt.claims()).containsEntry("sub", "alice"))),
            Map.entry(Misbehaviour.JWE_OTHER_ALG, decryptable("alg", "RSA-OAEP")),
            Map.entry(Misbehaviour.JWE_OTHER_ENC, decryptable("enc", "A256GCM")),
            Map.entry(Misbehaviour.JWE_UNSUPPORTED_ENC, decryptable("enc", "A192GCM")),
            Map.entry(Misbehaviour.JWE_RSA1_5, decryptable("alg", "RSA1_5")),
            Map.entry(Misbehaviour.JWE_DIR, header("alg", "dir")),
            Map.entry(Misbehaviour.JWE_PBES2, token(jwe -> {
                assertThat(jwe.headers())
                        .containsEntry("alg", "PBES2-HS256+A128KW")
                        .containsEntry("p2c", 2_147_483_647L)
                        .containsKey("p2s");
            })),
            Map.entry(Misbehaviour.JWE_ZIP, decryptable("zip", "DEF")),
            Map.entry(Misbehaviour.JWE_UNKNOWN_CRIT, header("crit", List.of("https://example.com/unknown"))),
            Map.entry(Misbehaviour.JWE_OTHER_KEY, undecryptable()),
            Map.entry(Misbehaviour.JWE_BAD_TAG, undecryptable()));

    private EncryptionObservations() {}

    private static Observation token(Consumer<Jwt> check) {
        return (provider, client) -> {
            provider.client(CLIENT);
            check.accept(new HandmadeClient(provider, CLIENT).login().idToken());
        };
    }

    private static Observation header(String name, Object value) {
        return token(jwe -> assertThat(jwe.headers()).containsEntry(name, value).containsKey("enc"));
    }

    private static Observation decryptable(String name, Object value) {
        return token(jwe -> {
            assertThat(jwe.headers()).containsEntry(name, value);
            assertThat(new Jwt(inside(jwe.token())).claims()).containsEntry("sub", "alice");
        });
    }

    private static Observation undecryptable() {
        return token(jwe -> {
            assertThat(jwe.headers())
                    .containsEntry("kid", "client-rsa")
                    .containsEntry("alg", "RSA-OAEP-256")
                    .containsEntry("enc", "A128GCM");
            assertThatThrownBy(() -> ClientKeyPairs.decrypt(jwe.token())).isInstanceOf(JOSEException.class);
        });
    }

    private static String inside(String jwe) {
        try {
            return ClientKeyPairs.decrypt(jwe);
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }
}
