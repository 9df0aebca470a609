package dev.latchkey.testing;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a user allowed a client to do, by one login; all tokens of the login share it.
 *
 * @param id the grant's own name
 * @param clientId the client
 * @param user the user, or the client itself as if it were one
 * @param scopes the granted scopes
 * @param nonce the nonce of the authorization request
 * @param authTime when the user signed in
 * @param sid the provider's session
 * @param asked what the authorization request asked for beside scopes
 */
record Grant(
        String id,
        String clientId,
        TestUser user,
        Set<String> scopes,
        @Nullable String nonce,
        Instant authTime,
        String sid,
        Asked asked) {}
