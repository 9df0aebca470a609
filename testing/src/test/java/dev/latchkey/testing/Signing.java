package dev.latchkey.testing;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.latchkey.testing.jose.Compact;
import dev.latchkey.testing.jose.SigningAlgorithm;
import dev.latchkey.testing.jose.SigningKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a client signs with. */
final class Signing {
    private Signing() {}

    static SigningKey key(String kid, String algorithm) {
        return new SigningKey(kid, SigningAlgorithm.named(algorithm));
    }

    /** The public keys as a JSON Web Key Set. */
    static String jwks(SigningKey... keys) {
        List<Map<String, Object>> members =
                List.of(keys).stream().map(SigningKey::jwk).toList();
        return JSONObjectUtils.toJSONString(Map.of("keys", members));
    }

    static String sign(SigningKey key, Map<String, Object> claims) {
        return Compact.jws(header(key.algorithm().name(), key.kid()), JSONObjectUtils.toJSONString(claims), key::sign);
    }

    static String hmac(String algorithm, String secret, Map<String, Object> claims) {
        return Compact.jws(
                header(algorithm, null),
                JSONObjectUtils.toJSONString(claims),
                message -> Compact.hmac(algorithm, secret, message));
    }

    static String unsigned(Map<String, Object> claims) {
        return Compact.jws(header("none", null), JSONObjectUtils.toJSONString(claims), message -> new byte[0]);
    }

    /** These claims with another value for one of them. */
    static Map<String, Object> change(Map<String, Object> claims, String name, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(claims);
        changed.put(name, value);
        return changed;
    }

    private static String header(String algorithm, @Nullable String kid) {
        return JSONObjectUtils.toJSONString(
                kid == null ? Map.of("alg", algorithm) : Map.of("alg", algorithm, "kid", kid));
    }
}
