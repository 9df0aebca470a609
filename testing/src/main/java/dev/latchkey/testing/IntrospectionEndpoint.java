package dev.latchkey.testing;

import dev.latchkey.testing.wire.Answer;
import dev.latchkey.testing.wire.Reply;
import dev.latchkey.testing.wire.Request;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a token is good for, told to clients only (RFC 7662 §2). */
final class IntrospectionEndpoint implements EndpointHandler {
    private final ProviderState state;
    private final ClientAuthenticator authenticator;

    IntrospectionEndpoint(ProviderState state, ClientAuthenticator authenticator) {
        this.state = state;
        this.authenticator = authenticator;
    }

    @Override
    public Answer answer(Request request) {
        authenticator.authenticate(request);
        String value = request.parameters().get("token");
        if (value == null) {
            throw new OAuthError("invalid_request", "token is missing");
        }
        IssuedToken accessToken = state.tokens.accessToken(value);
        if (accessToken != null) {
            Map<String, Object> members = members(accessToken);
            members.put("token_type", "Bearer");
            return Reply.json(200, members);
        }
        IssuedToken refreshToken = state.tokens.refreshToken(value);
        return Reply.json(200, refreshToken == null ? Map.of("active", false) : members(refreshToken));
    }

    private Map<String, Object> members(IssuedToken token) {
        Grant grant = token.grant();
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("active", true);
        members.put("scope", String.join(" ", token.scopes()));
        members.put("client_id", grant.clientId());
        members.put("username", grant.user().displayName());
        members.put("sub", grant.user().subject());
        members.put("aud", grant.clientId());
        members.put("iss", state.issuer());
        members.put("iat", token.issuedAt().getEpochSecond());
        members.put("exp", token.expiresAt().getEpochSecond());
        return members;
    }
}
