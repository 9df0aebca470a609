package dev.latchkey.app;

import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who is signed in. A plain record, so that tests can make one.
 *
 * <p>Issuer and subject together are the only key to store a user under ({@link #key()}). E-mail addresses and names
 * change hands; they are for display.
 *
 * @param provider the name of the provider that signed the user in
 * @param issuer the provider's issuer
 * @param subject the user's identifier at that issuer, never reassigned
 * @param claims the claims of the ID token and UserInfo; values are strings, numbers, booleans, lists and maps
 * @param roles the roles found at the configured claim path
 * @param attributes what the login hook attached
 * @param tokens the tokens that the session holds
 * @param authenticatedAt when the user signed in here
 * @param expiresAt when the session ends at the latest
 */
public record SignedInUser(
        String provider,
        String issuer,
        String subject,
        Map<String, Object> claims,
        List<String> roles,
        Map<String, String> attributes,
        Tokens tokens,
        Instant authenticatedAt,
        Instant expiresAt)
        implements Principal {

    /** The key to store a user under: issuer, {@code #}, subject. An issuer has no fragment, so no two users share one. */
    public String key() {
        return issuer + "#" + subject;
    }

    /** The same as {@link #key()}: what {@code getRemoteUser()} answers is safe to store. */
    @Override
    public String getName() {
        return key();
    }

    /** A name for display: the first of {@code name}, {@code preferred_username}, {@code email} and {@code sub}. */
    public String displayName() {
        for (String claim : List.of("name", "preferred_username", "email")) {
            String value = claim(claim);
            if (value != null && !value.isBlank()) {
                return value;
            }
        }
        return subject;
    }

    /** A claim that is a string, if there is one. */
    public @Nullable String claim(String name) {
        return claims.get(name) instanceof String value ? value : null;
    }

    /** Does the user have this role? */
    public boolean hasRole(String role) {
        return roles.contains(role);
    }

    /**
     * The tokens that the session holds; the cookie store leaves out what does not fit.
     *
     * @param idToken the ID token, verified at login
     * @param accessToken the access token, opaque to the application
     * @param accessTokenExpiresAt when the access token ends; null: the provider did not say
     */
    public record Tokens(
            @Nullable String idToken,
            @Nullable String accessToken,
            @Nullable Instant accessTokenExpiresAt) {
        /** No tokens. */
        public static final Tokens NONE = new Tokens(null, null, null);

        @Override
        public String toString() {
            return "Tokens[redacted]";
        }
    }

    @Override
    public String toString() {
        return "SignedInUser[" + key() + "]";
    }
}
