package dev.latchkey.token;

import dev.latchkey.provider.NamedProvider.Relationship;
import dev.latchkey.provider.ProviderHttp;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is said about a user: the ID token's claims, UserInfo's, and those that others signed (OpenID Connect Core §5.6).
 * Thread-safe.
 */
public final class UserClaims {
    /** Claims that are about the login and that nothing else overrides. */
    static final Set<String> FROM_THE_ID_TOKEN_ALONE =
            Set.of("iss", "sub", "aud", "exp", "iat", "auth_time", "nonce", "acr", "amr", "azp", "sid");
    /** Claims that are about the exchange and not about the user. */
    static final Set<String> LEFT_OUT = Set.of("nonce", "at_hash", "c_hash", "s_hash");

    private final ClaimSources sources;

    /** Over these calls, which fetch the keys of claims providers. */
    public UserClaims(ProviderHttp http, Duration clockSkew, InstantSource clock) {
        this.sources = new ClaimSources(new AggregatedClaims(http, clockSkew, clock));
    }

    /**
     * All claims about the user, in a map of the caller's own.
     *
     * @param userInfo the verified UserInfo response, if there is one
     * @throws dev.latchkey.failure.ProtocolViolation if aggregated claims of a trusted issuer are not what they should be
     * @throws dev.latchkey.failure.ProviderUnavailable if the keys for aggregated claims cannot be read
     */
    public Map<String, Object> of(
            Relationship relationship, VerifiedIdToken idToken, @Nullable Map<String, Object> userInfo) {
        Map<String, Object> claims = new TreeMap<>(idToken.claims());
        if (userInfo != null) {
            merge(userInfo, claims);
        }
        return resolved(claims, relationship, idToken.subject());
    }

    /** The claims of an ID token that are about the user, and not about the exchange, in a map of the caller's own. */
    public static Map<String, Object> ofIdToken(Map<String, Object> idToken) {
        Map<String, Object> claims = new TreeMap<>(idToken);
        claims.keySet().removeAll(LEFT_OUT);
        return claims;
    }

    /**
     * All claims about a user after UserInfo was asked again: what is no longer said is gone, and how the user signed in
     * stays.
     *
     * @param before the claims so far
     * @param idToken the claims of the newest ID token
     * @param userInfo the verified UserInfo response
     */
    public Map<String, Object> renewed(
            Relationship relationship,
            Map<String, Object> before,
            Map<String, Object> idToken,
            Map<String, Object> userInfo,
            String subject) {
        Map<String, Object> claims = new TreeMap<>(idToken);
        claims.keySet().removeAll(FROM_THE_ID_TOKEN_ALONE);
        before.forEach((name, value) -> {
            if (FROM_THE_ID_TOKEN_ALONE.contains(name)) {
                claims.put(name, value);
            }
        });
        merge(userInfo, claims);
        return resolved(claims, relationship, subject);
    }

    private Map<String, Object> resolved(Map<String, Object> claims, Relationship relationship, String subject) {
        claims.keySet().removeAll(LEFT_OUT);
        sources.resolve(claims, relationship, subject);
        return claims;
    }

    private static void merge(Map<String, Object> userInfo, Map<String, Object> claims) {
        if (userInfo.containsKey(ClaimSources.NAMES) || userInfo.containsKey(ClaimSources.SOURCES)) {
            claims.keySet()
                    .removeAll(ClaimSources.MEMBERS); // Names of one document must not meet sources of the other.
        }
        userInfo.forEach((name, value) -> {
            if (!FROM_THE_ID_TOKEN_ALONE.contains(name)) {
                claims.put(name, value);
            }
        });
    }
}
