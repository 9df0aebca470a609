package dev.latchkey.testing;

import dev.latchkey.testing.wire.Answer;
import dev.latchkey.testing.wire.Reply;
import dev.latchkey.testing.wire.Request;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a token is good for, told to clients only (RFC 7662 §2), as JSON or as a JWT (RFC 9701). */
final class IntrospectionEndpoint implements EndpointHandler {
    private static final String JWT = "token-introspection+jwt";
    private static final String REGISTERED = "introspection_signed_response_alg";

    private final ProviderState state;
    private final ClientAuthenticator authenticator;

    IntrospectionEndpoint(ProviderState state, ClientAuthenticator authenticator) {
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
        Map<String, Object> members = members(value);
        IntrospectionLies.edit(members, state);
        return isSigned(client, request) ? signed(members, client) : Reply.json(200, members);
    }

    private boolean isSigned(TestClient client, Request request) {
        boolean isAsked = client.text(REGISTERED) != null
                || String.valueOf(request.header("accept")).contains(JWT);
        return (isAsked && !state.is(Misbehaviour.INTROSPECTION_JSON_NOT_JWT))
                || state.is(Misbehaviour.INTROSPECTION_JWT_NOT_JSON);
    }

    /** The answer in a JWT for the client that asks (RFC 9701 §5). */
    private Reply signed(Map<String, Object> members, TestClient client) {
        ResponseSigner signer = ResponseSigner.of(client, "introspection", state);
        Map<String, Object> header = new LinkedHashMap<>(signer.header());
        header.put("typ", JWT);
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", state.issuer());
        claims.put("aud", client.clientId());
        claims.put("iat", state.clock.now().getEpochSecond());
        claims.put("token_introspection", members);
        String jwt = IntrospectionLies.sign(claims, header, signer, state);
        return Reply.text(200, "application/" + JWT, jwt);
    }

    private Map<String, Object> members(String value) {
        Map<String, Object> members = new LinkedHashMap<>();
        IssuedToken accessToken = state.tokens.accessToken(value);
        IssuedToken token = accessToken == null ? state.tokens.refreshToken(value) : accessToken;
        members.put("active", token != null);
        if (token == null) {
            return members;
        }
        members.put("username", token.grant().user().displayName());
        if (accessToken == null) {
            addRefreshToken(token, members);
        } else {
            members.putAll(token.claims());
            members.put("token_type", "Bearer");
        }
        return members;
    }

    private void addRefreshToken(IssuedToken token, Map<String, Object> members) {
        Grant grant = token.grant();
        members.put("scope", String.join(" ", token.scopes()));
        members.put("client_id", grant.clientId());
        members.put("sub", grant.user().subject());
        members.put("aud", grant.clientId());
        members.put("iss", state.issuer());
        members.put("iat", token.issuedAt().getEpochSecond());
        members.put("exp", token.expiresAt().getEpochSecond());
    }
}
