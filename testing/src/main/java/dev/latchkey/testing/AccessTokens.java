package dev.latchkey.testing;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes access tokens: JWTs (RFC 9068 §2) for clients that are set so, else a random value. */
final class AccessTokens {
    /** What an access token says about its user, where the user has it (RFC 9068 §2.2.3.1; Keycloak's as well). */
    private static final List<String> OF_THE_USER = List.of("roles", "groups", "entitlements", "realm_access");

    private final ProviderState state;

    AccessTokens(ProviderState state) {
        this.state = state;
    }

    /** A token for whom the client is set to call, or itself. */
    IssuedToken issue(Grant grant, Set<String> scopes) {
        return issue(grant, scopes, null);
    }

    /** A token for this service. */
    IssuedToken issue(Grant grant, Set<String> scopes, @Nullable String audience) {
        TestClient client = Objects.requireNonNull(state.clients.find(grant.clientId()));
        IdTokenDraft draft = draft(grant, scopes, audience == null ? client.accessTokenAudience() : audience);
        return keep(draft, grant, scopes, client.hasJwtAccessTokens() ? signed(draft) : Secrets.random());
    }

    /** What the token says, honestly. */
    IdTokenDraft draft(Grant grant, Set<String> scopes, String audience) {
        if (state.behaviour.takeRotation()) {
            state.keys.rotate();
        }
        Instant now = state.clock.now();
        IdTokenDraft draft = new IdTokenDraft(grant.clientId(), ResponseSigner.usual(state), now);
        draft.header.put("typ", "at+jwt");
        Map<String, Object> claims = draft.claims;
        claims.put("iss", state.issuer());
        claims.put("sub", grant.user().subject());
        claims.put("aud", audience);
        claims.put("client_id", grant.clientId());
        claims.put("exp", now.plus(state.tokens.accessTokenLifetime()).getEpochSecond());
        claims.put("iat", now.getEpochSecond());
        claims.put("jti", Secrets.random());
        claims.put("scope", String.join(" ", scopes));
        OF_THE_USER.forEach(name -> {
            Object value = grant.user().claims().get(name);
            if (value != null) {
                claims.put(name, value);
            }
        });
        return draft;
    }

    /** The token, with the active lies about form and signature. */
    String signed(IdTokenDraft draft) {
        SignatureLies.edit(draft, state);
        return draft.compact();
    }

    IssuedToken keep(IdTokenDraft draft, Grant grant, Set<String> scopes, String value) {
        Object expiry = draft.claims.get("exp");
        Instant expiresAt = expiry instanceof Number seconds
                ? Instant.ofEpochSecond(seconds.longValue())
                : draft.now.plus(state.tokens.accessTokenLifetime());
        IssuedToken token = new IssuedToken(value, grant, scopes, draft.now, expiresAt, Map.copyOf(draft.claims));
        state.tokens.keepAccessToken(token);
        return token;
    }
}
