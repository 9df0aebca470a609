package dev.latchkey.testing;

import dev.latchkey.testing.wire.Answer;
import dev.latchkey.testing.wire.Reply;
import dev.latchkey.testing.wire.Request;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Claims about the user, for an access token in the header (OpenID Connect Core §5.3, RFC 6750 §2.1). */
final class UserInfoEndpoint implements EndpointHandler {
    private final ProviderState state;
    private final UserInfoResponse response;

    UserInfoEndpoint(ProviderState state) {
        this.state = state;
        this.response = new UserInfoResponse(state);
    }

    @Override
    public Answer answer(Request request) {
        String value = request.bearerToken();
        if (value == null) {
            return refusal(401, null);
        }
        IssuedToken token = state.tokens.accessToken(value);
        if (token == null) {
            return refusal(401, "invalid_token");
        }
        if (!token.scopes().contains("openid")) {
            return refusal(403, "insufficient_scope");
        }
        TestUser user = token.grant().user();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("sub", user.subject());
        Asked asked = token.grant().asked();
        claims.putAll(ClaimScopes.claims(
                user, token.scopes(), asked.claims().userInfo().keySet()));
        state.claimSources.addTo(claims, user);
        AskedLies.editUserInfo(claims, asked, state);
        UserInfoLies.edit(claims, state);
        return response.of(
                claims, Objects.requireNonNull(state.clients.find(token.grant().clientId())));
    }

    /** A challenge; without any token it names no error (RFC 6750 §3). */
    static Reply refusal(int status, @Nullable String error) {
        String challenge = "Bearer realm=\"test provider\"";
        return error == null
                ? Reply.text(status, "text/plain", "").with("WWW-Authenticate", challenge)
                : Reply.json(status, Map.of("error", error))
                        .with("WWW-Authenticate", challenge + ", error=\"" + error + "\"");
    }
}
