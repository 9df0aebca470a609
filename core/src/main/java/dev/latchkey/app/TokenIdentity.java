package dev.latchkey.app;

import dev.latchkey.internal.Frozen;
import java.security.Principal;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who calls with an access token: for this request only. A plain record, so that tests can make one.
 *
 * @param provider the name of the provider that issued the token
 * @param issuer the provider's issuer
 * @param subject the user's identifier at that issuer, or the client's own where it calls for itself; null: an
 *     introspected token that names a client alone
 * @param clientId the client that the token was issued to; null: the provider did not say
 * @param scopes what the client may do, in the token's order
 * @param audience whom the token is meant for
 * @param roles the roles found at the configured claim path
 * @param claims all claims; values are strings, numbers, booleans, lists and maps, and nothing of them can be changed
 * @param expiresAt when the token ends; null only for an introspected token whose end the provider did not say
 */
public record TokenIdentity(
        String provider,
        String issuer,
        @Nullable String subject,
        @Nullable String clientId,
        Set<String> scopes,
        List<String> audience,
        List<String> roles,
        Map<String, Object> claims,
        @Nullable Instant expiresAt)
        implements Principal {
    /** Copies the lists and claims. */
    public TokenIdentity {
        scopes = Collections.unmodifiableSet(new LinkedHashSet<>(scopes));
        audience = List.copyOf(audience);
        roles = List.copyOf(roles);
        claims = Frozen.map(claims);
    }

    /**
     * The key to store the caller under: issuer, {@code #}, subject, as {@link SignedInUser#key()} has it for the same
     * user. A client without a subject is {@code client }, issuer, {@code #}, client id, which is nobody's key.
     */
    public String key() {
        return subject == null ? "client " + issuer + "#" + clientId : issuer + "#" + subject;
    }

    /** The same as {@link #key()}. */
    @Override
    public String getName() {
        return key();
    }

    /** A claim that is a string, if there is one. */
    public @Nullable String claim(String name) {
        return claims.get(name) instanceof String value ? value : null;
    }

    /** Does the token have this scope? */
    public boolean hasScope(String scope) {
        return scopes.contains(scope);
    }

    /** Does the caller have this role? */
    public boolean hasRole(String role) {
        return roles.contains(role);
    }

    @Override
    public String toString() {
        return "TokenIdentity[" + key() + "]";
    }
}
