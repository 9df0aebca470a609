package dev.latchkey.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import dev.latchkey.testing.jose.Compact;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** More that is wrong in the header of an ID token. */
final class SignatureHeaderObservations {
    static final Map<Misbehaviour, Observation> ALL = Map.of(
            Misbehaviour.ALG_NONE_CAPITALIZED,
            unsigned("None"),
            Misbehaviour.ALG_NONE_UPPER_CASE,
            unsigned("NONE"),
            Misbehaviour.HS256_SIGNED_WITH_PUBLIC_JWK,
            SignatureHeaderObservations::hmacOfJwk,
            Misbehaviour.HS256_SIGNED_WITH_CLIENT_JWK,
            (provider, client) -> {
                TestClient known =
                        TestClient.confidential("publishing", "secret1").withJwks(ClientKeyPairs.jwks());
                provider.client(known);
                Object first = ((List<?>) value(Jwt.parse(ClientKeyPairs.jwks()).get("keys"))).get(0);
                assertHmac(JSONObjectUtils.toJSONString(members(first)), new HandmadeClient(provider, known));
            },
            Misbehaviour.X5U_HEADER,
            (provider, client) -> {
                Jwt jwt = client.login().idToken();
                assertThat(jwt.headers()).containsKey("x5u");
                Page page = new TestBrowser().open(String.valueOf(jwt.headers().get("x5u")));
                assertSignedBy(page.body(), jwt, client);
            },
            Misbehaviour.X5C_HEADER,
            (provider, client) -> {
                Jwt jwt = client.login().idToken();
                assertThat(jwt.headers()).containsKey("x5c");
                Object first = ((List<?>) value(jwt.headers().get("x5c"))).get(0);
                String pem = "-----BEGIN CERTIFICATE-----\n" + first + "\n-----END CERTIFICATE-----\n";
                assertSignedBy(pem, jwt, client);
            });

    private SignatureHeaderObservations() {}

    private static Observation unsigned(String algorithm) {
        return (provider, client) -> {
            Jwt jwt = client.login().idToken();
            assertThat(jwt.headers()).containsEntry("alg", algorithm).doesNotContainKey("kid");
            assertThat(jwt.token()).endsWith(".");
        };
    }

    private static void hmacOfJwk(TestProvider provider, HandmadeClient client) {
        assertHmac(JSONObjectUtils.toJSONString(client.signingKeys().get(0)), client);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> members(Object key) {
        return (Map<String, Object>) key;
    }

    private static void assertHmac(String key, HandmadeClient client) {
        Jwt jwt = client.login().idToken();
        assertThat(jwt.headers()).containsEntry("alg", "HS256");
        int end = jwt.token().lastIndexOf('.');
        byte[] hmac = Compact.hmac(key, jwt.token().substring(0, end).getBytes(US_ASCII));
        assertThat(jwt.token().substring(end + 1)).isEqualTo(Compact.base64Url(hmac));
    }

    /** The certificate's key made the signature, the published one did not. */
    private static void assertSignedBy(String pem, Jwt jwt, HandmadeClient client) {
        try {
            X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(US_ASCII)));
            RSAKey key = new RSAKey.Builder((RSAPublicKey) certificate.getPublicKey()).build();
            assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=attacker");
            assertThat(jwt.isSignedBy(key.toJSONObject())).isTrue();
            assertThat(jwt.isSignedBy(client.signingKeys().get(0))).isFalse();
        } catch (CertificateException e) {
            throw new AssertionError(e);
        }
    }

    private static Object value(@Nullable Object value) {
        return Objects.requireNonNull(value);
    }
}
