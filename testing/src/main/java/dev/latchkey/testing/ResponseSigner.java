package dev.latchkey.testing;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.latchkey.testing.jose.Compact;
import dev.latchkey.testing.jose.SigningAlgorithm;
import dev.latchkey.testing.jose.SigningKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * How responses to one client are signed: by the algorithm that it registered, or else by the provider's.
 *
 * @param key the provider's key, which does not sign if the algorithm is HS256
 * @param header {@code alg} and, if there is a key to name, {@code kid}
 * @param digest the digest of the algorithm
 * @param signer signs
 */
record ResponseSigner(SigningKey key, Map<String, Object> header, String digest, UnaryOperator<byte[]> signer) {
    private static final String HS256 = "HS256";

    /** The signer for this kind of response, {@code id_token} or {@code userinfo}. */
    static ResponseSigner of(TestClient client, String kind, ProviderState state) {
        String algorithm = client.text(kind + "_signed_response_alg");
        if (HS256.equals(algorithm)) {
            String secret = Objects.requireNonNullElse(client.clientSecret(), "no secret");
            Map<String, Object> header = Map.of("alg", HS256);
            return new ResponseSigner(
                    state.keys.signing(), header, "SHA-256", message -> Compact.hmac(secret, message));
        }
        return algorithm == null ? usual(state) : by(state.keys.signing(SigningAlgorithm.named(algorithm)));
    }

    /** The signer for whom nobody chose an algorithm. */
    static ResponseSigner usual(ProviderState state) {
        return by(state.keys.signing());
    }

    private static ResponseSigner by(SigningKey key) {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("alg", key.algorithm().name());
        header.put("kid", key.kid());
        return new ResponseSigner(key, header, key.algorithm().digest(), key::sign);
    }

    /** This signer, with one bit of each signature changed. */
    ResponseSigner badly() {
        return new ResponseSigner(key, header, digest, message -> {
            byte[] signature = signer.apply(message);
            signature[signature.length - 1] ^= 1;
            return signature;
        });
    }

    /** No signature at all, by this name. */
    ResponseSigner unsigned(String algorithm) {
        return new ResponseSigner(key, Map.of("alg", algorithm), digest, message -> new byte[0]);
    }

    /** This signer with one more member of the header. */
    ResponseSigner with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(header);
        more.put(name, value);
        return new ResponseSigner(key, more, digest, signer);
    }

    /** A token with these claims. */
    String sign(Map<String, Object> claims) {
        return Compact.jws(JSONObjectUtils.toJSONString(header), JSONObjectUtils.toJSONString(claims), signer);
    }
}
