package dev.latchkey.testing;

import dev.latchkey.testing.jose.Compact;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes ID tokens (OpenID Connect Core §2): first an honest one, then every active lie edits it. */
final class IdTokens {
    private final ProviderState state;
    private final Encryption encryption;

    IdTokens(ProviderState state) {
        this.state = state;
        this.encryption = new Encryption(state);
    }

    /** The ID token of a login. */
    String issue(Grant grant, String accessToken) {
        IdTokenDraft draft = draft(grant, grant.nonce(), accessToken);
        if (grant.asked().inFront("id_token")) {
            FrontChannelLies.contradict(draft, state);
        }
        lie(draft, grant);
        return encrypted(draft, grant);
    }

    /** The ID token of an authorization response, bound to what comes with it (OpenID Connect Core §3.3.2.11). */
    String issueInFront(Grant grant, @Nullable String accessToken, @Nullable String code) {
        IdTokenDraft draft = draft(grant, grant.nonce(), accessToken);
        if (code != null) {
            draft.claims.put("c_hash", Compact.leftHalf(draft.digest, code));
        }
        if (!state.is(Misbehaviour.ONLY_IN_THE_BACK_CHANNEL)) {
            lie(draft, grant);
        }
        FrontChannelLies.edit(draft, state);
        return encrypted(draft, grant);
    }

    /** The ID token of a refresh, which has no nonce (OpenID Connect Core §12.2). */
    String reissue(Grant grant, String accessToken) {
        IdTokenDraft draft = draft(grant, null, accessToken);
        RefreshLies.edit(draft, state);
        lie(draft, grant);
        return encrypted(draft, grant);
    }

    private IdTokenDraft draft(Grant grant, @Nullable String nonce, @Nullable String accessToken) {
        if (state.behaviour.takeRotation()) {
            state.keys.rotate();
        }
        Instant now = state.clock.now();
        IdTokenDraft draft =
                new IdTokenDraft(grant.clientId(), ResponseSigner.of(client(grant), "id_token", state), now);
        draft.claims.put("iss", state.issuer());
        draft.claims.put("sub", grant.user().subject());
        draft.claims.put("aud", grant.clientId());
        draft.claims.put("exp", now.plus(state.settings.lifetimes().idToken()).getEpochSecond());
        draft.claims.put("iat", now.getEpochSecond());
        draft.claims.put("auth_time", grant.authTime().getEpochSecond());
        if (nonce != null) {
            draft.claims.put("nonce", nonce);
        }
        if (accessToken != null) {
            draft.claims.put("at_hash", Compact.leftHalf(draft.digest, accessToken));
        }
        if (grant.asked().acr() != null) {
            draft.claims.put("acr", grant.asked().acr());
        }
        draft.claims.put("sid", grant.sid());
        Set<String> single = grant.asked().claims().idToken().keySet();
        ClaimScopes.claims(grant.user(), grant.scopes(), single).forEach(draft.claims::putIfAbsent);
        state.claimSources.addTo(draft.claims, grant.user());
        return draft;
    }

    private String encrypted(IdTokenDraft draft, Grant grant) {
        return encryption.protect(draft.compact(), client(grant), "id_token");
    }

    private TestClient client(Grant grant) {
        return Objects.requireNonNull(state.clients.find(grant.clientId()));
    }

    private void lie(IdTokenDraft draft, Grant grant) {
        AskedLies.editIdToken(draft.claims, grant.asked(), state);
        ClaimLies.edit(draft, state);
        SignatureLies.edit(draft, state);
    }
}
