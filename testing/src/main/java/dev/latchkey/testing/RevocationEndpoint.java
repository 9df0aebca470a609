package dev.latchkey.testing;

import dev.latchkey.testing.wire.Answer;
import dev.latchkey.testing.wire.Reply;
import dev.latchkey.testing.wire.Request;

/** Ends tokens of the client that asks; an unknown token is no error (RFC 7009 §2.2). */
final class RevocationEndpoint implements EndpointHandler {
    private final ProviderState state;
    private final ClientAuthenticator authenticator;

    RevocationEndpoint(ProviderState state, ClientAuthenticator authenticator) {
        this.state = state;
        this.authenticator = authenticator;
    }

    @Override
    public Answer answer(Request request) {
        TestClient client = authenticator.authenticate(request);
        String value = request.parameters().get("token");
        if (value == null) {
            throw new OAuthError("invalid_request", "token is missing");
        }
        IssuedToken accessToken = state.tokens.accessToken(value);
        IssuedToken token = accessToken == null ? state.tokens.refreshToken(value) : accessToken;
        if (token != null) {
            if (!token.grant().clientId().equals(client.clientId())) {
                throw new OAuthError("invalid_grant", "the token is not yours");
            }
            state.tokens.revoke(value);
        }
        return Reply.text(200, "text/plain", "");
    }
}
