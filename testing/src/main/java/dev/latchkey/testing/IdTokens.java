package dev.latchkey.testing;

import dev.latchkey.testing.jose.Compact;
import dev.latchkey.testing.jose.SigningKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes ID tokens (OpenID Connect Core §2): first an honest one, then every active lie edits it. */
final class IdTokens {
    private final ProviderState state;

    IdTokens(ProviderState state) {
        this.state = state;
    }

    /** The ID token of a login. */
    String issue(Grant grant, String accessToken) {
        IdTokenDraft draft = draft(grant, grant.nonce(), accessToken);
        lie(draft);
        return draft.compact();
    }

    /** The ID token of a refresh, which has no nonce (OpenID Connect Core §12.2). */
    String reissue(Grant grant, String accessToken) {
        IdTokenDraft draft = draft(grant, null, accessToken);
        RefreshLies.edit(draft, state);
        lie(draft);
        return draft.compact();
    }

    private IdTokenDraft draft(Grant grant, @Nullable String nonce, String accessToken) {
        if (state.behaviour.takeRotation()) {
            state.keys.rotate();
        }
        SigningKey key = state.keys.signing();
        Instant now = state.clock.now();
        IdTokenDraft draft = new IdTokenDraft(grant.clientId(), key, now);
        draft.claims.put("iss", state.issuer());
        draft.claims.put("sub", grant.user().subject());
        draft.claims.put("aud", grant.clientId());
        draft.claims.put("exp", now.plus(state.settings.lifetimes().idToken()).getEpochSecond());
        draft.claims.put("iat", now.getEpochSecond());
        draft.claims.put("auth_time", grant.authTime().getEpochSecond());
        if (nonce != null) {
            draft.claims.put("nonce", nonce);
        }
        draft.claims.put("at_hash", Compact.leftHalf(key.algorithm().digest(), accessToken));
        draft.claims.put("sid", grant.sid());
        ClaimScopes.claims(grant.user(), grant.scopes()).forEach(draft.claims::putIfAbsent);
        return draft;
    }

    private void lie(IdTokenDraft draft) {
        ClaimLies.edit(draft, state);
        SignatureLies.edit(draft, state);
    }
}
