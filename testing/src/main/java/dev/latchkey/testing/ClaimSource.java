package dev.latchkey.testing;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Claims that a claims provider vouches for with its signature (OpenID Connect Core §5.6.2); the test provider is its
 * own claims provider. Immutable.
 *
 * @param delivery how the claims come to the client
 * @param claims the claims
 */
public record ClaimSource(Delivery delivery, Map<String, Object> claims) {
    /** The source with these parts. */
    public ClaimSource {
        claims = Collections.unmodifiableMap(new LinkedHashMap<>(claims));
    }

    /** How claims come to the client. */
    public enum Delivery {
        /** In a signed token inside the other claims (OpenID Connect Core §5.6.2.1). */
        AGGREGATED,
        /** As an address with an access token (OpenID Connect Core §5.6.2.2). */
        DISTRIBUTED
    }
}
