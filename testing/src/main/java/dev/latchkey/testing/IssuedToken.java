package dev.latchkey.testing;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * An access token or a refresh token.
 *
 * @param claims what an access token says, to whoever can read it or asks about it
 */
record IssuedToken(
        String value,
        Grant grant,
        Set<String> scopes,
        Instant issuedAt,
        Instant expiresAt,
        Map<String, Object> claims) {}
