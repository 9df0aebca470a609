package dev.latchkey.app;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An access token for calls of other services (RFC 6749 §1.4), opaque to this application.
 *
 * @param value the token: a secret
 * @param type the token type, {@code Bearer}
 * @param expiresAt when it ends; null: the provider did not say
 * @param scopes what it is good for, where the provider said so with the token; empty otherwise
 */
public record AccessToken(
        String value, String type, @Nullable Instant expiresAt, List<String> scopes) {
    /** Copies the scopes. */
    public AccessToken {
        scopes = List.copyOf(scopes);
    }

    /** A bearer token. */
    public static AccessToken bearer(String value, @Nullable Instant expiresAt, List<String> scopes) {
        return new AccessToken(value, "Bearer", expiresAt, scopes);
    }

    /** Does it end before this time? Not if the provider did not say when it ends. */
    public boolean endsBefore(Instant time) {
        return expiresAt != null && expiresAt.isBefore(time);
    }

    @Override
    public String toString() {
        return "AccessToken[redacted, until " + expiresAt + "]";
    }
}
