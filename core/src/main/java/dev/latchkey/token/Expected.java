package dev.latchkey.token;

import dev.latchkey.provider.NamedProvider.Relationship;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an ID token is checked against.
 *
 * @param relationship the provider and our registration there
 * @param nonce the {@code nonce} of the login
 * @param previous the claims of the login that a refreshed ID token must continue; null for a login
 * @param accessToken the access token that came with it
 * @param now the time
 * @param clockSkew how far the provider's clock may be off
 */
public record Expected(
        Relationship relationship,
        String nonce,
        @Nullable Continuity previous,
        String accessToken,
        Instant now,
        Duration clockSkew) {
    /**
     * What a refreshed ID token must share with the one of the login (OpenID Connect Core §12.2).
     *
     * @param issuer its {@code iss}
     * @param subject its {@code sub}
     * @param authTime its {@code auth_time}, if it had one
     */
    public record Continuity(
            String issuer, String subject, @Nullable Long authTime) {}

    @Override
    public String toString() {
        return "Expected[" + relationship.metadata().issuer() + "]";
    }
}
