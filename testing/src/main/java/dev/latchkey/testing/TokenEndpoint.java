package dev.latchkey.testing;

import dev.latchkey.testing.wire.Answer;
import dev.latchkey.testing.wire.Parameters;
import dev.latchkey.testing.wire.Request;
import java.time.Instant;
import java.util.Set;

/** Where codes, refresh tokens and the client's own credentials become tokens (RFC 6749 §3.2). */
final class TokenEndpoint implements EndpointHandler {
    private final ProviderState state;
    private final ClientAuthenticator authenticator;
    private final TokenResponses responses;

    TokenEndpoint(ProviderState state, ClientAuthenticator authenticator) {
        this.state = state;
        this.authenticator = authenticator;
        this.responses = new TokenResponses(state);
    }

    @Override
    public Answer answer(Request request) {
        TestClient client = authenticator.authenticate(request);
        Parameters parameters = request.parameters();
        return switch (parameters.get("grant_type", "")) {
            case "authorization_code" -> responses.login(CodeExchange.grant(state, client, parameters));
            case "refresh_token" -> refresh(client, parameters);
            case "client_credentials" -> clientCredentials(client, parameters);
            case "" -> throw new OAuthError("invalid_request", "grant_type is missing");
            default -> throw new OAuthError("unsupported_grant_type", "this grant_type is not supported");
        };
    }

    private Answer refresh(TestClient client, Parameters parameters) {
        IssuedToken token = state.tokens.issuedRefreshToken(parameters.get("refresh_token", ""));
        if (token == null || !token.grant().clientId().equals(client.clientId())) {
            return refreshed(client, parameters);
        }
        Instant now = state.clock.now();
        boolean isGranted = false;
        try {
            Answer answer = refreshed(client, parameters);
            isGranted = true;
            return answer;
        } finally {
            String subject = token.grant().user().subject();
            state.refreshCalls.add(new RefreshCall(subject, token.value(), now, isGranted));
        }
    }

    /** With a new refresh token each time (RFC 6749 §6, RFC 9700 §4.14.2). */
    private Answer refreshed(TestClient client, Parameters parameters) {
        IssuedToken token = state.tokens.refreshToken(parameters.get("refresh_token", ""));
        if (token == null || !token.grant().clientId().equals(client.clientId())) {
            throw new OAuthError("invalid_grant", "the refresh token is unknown, expired, revoked or not yours");
        }
        Set<String> scopes = parameters.get("scope") == null ? token.scopes() : parameters.words("scope");
        if (!token.scopes().containsAll(scopes)) {
            throw new OAuthError("invalid_scope", "the scope is wider than the grant");
        }
        if (state.is(Misbehaviour.REFRESH_NO_ROTATION)) {
            return responses.refreshWithoutRotation(token.grant(), scopes);
        }
        if (!state.tokens.useRefreshToken(token)) {
            throw new OAuthError("invalid_grant", "the refresh token was used before");
        }
        return responses.refresh(token.grant(), scopes);
    }

    private Answer clientCredentials(TestClient client, Parameters parameters) {
        if (client.tokenEndpointAuthMethod().equals(TestClient.NONE)) {
            throw new OAuthError("unauthorized_client", "a public client has no credentials of its own");
        }
        Set<String> scopes = parameters.words("scope");
        if (scopes.contains("openid")) {
            throw new OAuthError("invalid_scope", "openid needs a user");
        }
        Instant now = state.clock.now();
        TestUser self = TestUser.of(client.clientId());
        Grant grant = new Grant(
                Secrets.random(), client.clientId(), self, scopes, null, now, Secrets.random(), Asked.NOTHING);
        String resource = parameters.get("resource"); // RFC 8707 §2; others say audience
        return responses.accessTokenOnly(grant, resource == null ? parameters.get("audience") : resource);
    }
}
