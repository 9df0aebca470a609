package dev.latchkey.testing;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.latchkey.testing.jose.PublicJwk;
import dev.latchkey.testing.jose.SignedJwt;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.util.List;
import java.util.Map;

/** The public keys of a client: those it registered, or those that its {@code jwks_uri} has at this moment. */
final class ClientKeys {
    private ClientKeys() {}

    /**
     * The key to encrypt to by this algorithm: the last that fits, so that a client that rotates finds its new one.
     *
     * @throws IllegalArgumentException if there is none
     */
    static PublicJwk encryptionKey(TestClient client, String algorithm) {
        boolean rsa = algorithm.startsWith("RSA");
        return of(client).stream()
                .filter(jwk -> jwk.isFor("enc", algorithm))
                .filter(jwk -> rsa == jwk.key() instanceof RSAPublicKey)
                .filter(jwk -> !jwk.key().getAlgorithm().startsWith("Ed"))
                .reduce((first, second) -> second)
                .orElseThrow(() -> new IllegalArgumentException("the client has no key for " + algorithm));
    }

    /**
     * Whether the client made this signature: with the key that the token names, or with any if it names none.
     *
     * @throws IllegalArgumentException if the keys cannot be had
     */
    static boolean haveSigned(SignedJwt jwt, TestClient client) {
        Object kid = jwt.header().get("kid");
        return of(client).stream()
                .filter(jwk -> kid == null || kid.equals(jwk.kid()))
                .filter(jwk -> jwk.isFor("sig", jwt.algorithm()))
                .anyMatch(jwk -> jwt.isSignedBy(jwk.key()));
    }

    private static List<PublicJwk> of(TestClient client) {
        Object jwks = client.metadata().get("jwks");
        if (jwks != null) {
            return PublicJwk.of(ClientMetadata.object(jwks));
        }
        String uri = client.text("jwks_uri");
        if (uri == null) {
            throw new IllegalArgumentException("the client has neither jwks nor jwks_uri");
        }
        try {
            Map<String, Object> fetched =
                    JSONObjectUtils.parse(OutgoingRequests.get(uri).body());
            return PublicJwk.of(fetched);
        } catch (ParseException e) {
            throw new IllegalArgumentException("jwks_uri: not JSON", e);
        }
    }
}
