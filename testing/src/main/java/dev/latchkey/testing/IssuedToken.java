package dev.latchkey.testing;

import java.time.Instant;
import java.util.Set;

/** An access token or a refresh token. */
record IssuedToken(String value, Grant grant, Set<String> scopes, Instant issuedAt, Instant expiresAt) {}
