package dev.latchkey.testing.jose;

import java.security.Key;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * A public key of a client (RFC 7517 §4).
 *
 * @param kid its name, or null
 * @param use what it is for, {@code sig} or {@code enc}, or null for both
 * @param algorithm the one algorithm that it is for, or null
 * @param key the key
 */
public record PublicJwk(
        @Nullable String kid,
        @Nullable String use,
        @Nullable String algorithm,
        PublicKey key) {
    /**
     * The keys of a set; keys of unknown kinds are left out (RFC 7517 §5).
     *
     * @throws IllegalArgumentException if it is no key set, or has private keys
     */
    public static List<PublicJwk> of(Map<String, Object> keySet) {
        if (!(keySet.get("keys") instanceof List<?> members)) {
            throw new IllegalArgumentException("jwks: expected an object with a list of keys");
        }
        List<PublicJwk> keys = new ArrayList<>();
        for (Object member : members) {
            PublicJwk key = parse(member);
            if (key != null) {
                keys.add(key);
            }
        }
        return keys;
    }

    /** Whether the key may be used for this, {@code sig} or {@code enc}, by that algorithm. */
    public boolean isFor(String wantedUse, String wantedAlgorithm) {
        return (use == null || use.equals(wantedUse)) && (algorithm == null || algorithm.equals(wantedAlgorithm));
    }

    private static @Nullable PublicJwk parse(Object member) {
        if (!(member instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("jwks: a key must be an object");
        }
        if (map.containsKey("d") || map.containsKey("k")) {
            throw new IllegalArgumentException("jwks: only public keys may be published");
        }
        try {
            @SuppressWarnings("unchecked")
            JsonWebKey jwk = JsonWebKey.Factory.newJwk((Map<String, Object>) map);
            Key key = jwk instanceof PublicJsonWebKey asymmetric ? asymmetric.getPublicKey() : null;
            return key instanceof PublicKey publicKey
                    ? new PublicJwk(jwk.getKeyId(), jwk.getUse(), jwk.getAlgorithm(), publicKey)
                    : null;
        } catch (JoseException e) {
            return null;
        }
    }
}
