package dev.latchkey.testing;

import dev.latchkey.testing.jose.PublicJwk;
import java.util.Objects;

/** Encrypts tokens for clients that registered for it (OpenID Connect Core §10.2). */
final class Encryption {
    private final ProviderState state;

    Encryption(ProviderState state) {
        this.state = state;
    }

    /** Whether responses of this kind, {@code id_token} or {@code userinfo}, are encrypted for this client. */
    boolean isFor(TestClient client, String kind) {
        return client.text(kind + "_encrypted_response_alg") != null && !state.is(Misbehaviour.JWE_OMITTED);
    }

    /** A signed token, or JSON that nobody signed: encrypted if the client registered for it, else as it is. */
    String protect(String content, TestClient client, String kind) {
        if (!isFor(client, kind)) {
            return content;
        }
        String algorithm = Objects.requireNonNull(client.text(kind + "_encrypted_response_alg"));
        String encryption = Objects.requireNonNullElse(client.text(kind + "_encrypted_response_enc"), "A128CBC-HS256");
        PublicJwk key = key(client, algorithm);
        JweDraft draft = new JweDraft(client, key.key(), content);
        draft.header.put("alg", algorithm);
        draft.header.put("enc", encryption);
        if (key.kid() != null) {
            draft.header.put("kid", key.kid());
        }
        if (!content.startsWith("{")) {
            draft.header.put("cty", "JWT");
        }
        EncryptionLies.edit(draft, state);
        return draft.compact();
    }

    private static PublicJwk key(TestClient client, String algorithm) {
        try {
            return ClientKeys.encryptionKey(client, algorithm);
        } catch (IllegalArgumentException e) {
            throw new OAuthError(500, "server_error", String.valueOf(e.getMessage()));
        }
    }
}
