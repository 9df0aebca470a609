package dev.latchkey.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the browser carries to the application after a login (OpenID Connect Core §3.1.2.5, §3.2.2.5, §3.3.2.5). */
final class FrontChannel {
    private final ProviderState state;
    private final IdTokens idTokens;

    FrontChannel(ProviderState state) {
        this.state = state;
        this.idTokens = new IdTokens(state);
    }

    /** The code and the tokens that the response type has. */
    List<Map.Entry<String, String>> issue(AuthorizationRequest request, Grant grant) {
        Map<String, String> parameters = new LinkedHashMap<>();
        Asked asked = grant.asked();
        String code = asked.inFront("code") ? code(request, grant) : null;
        if (code != null) {
            parameters.put("code", code);
        }
        String accessToken = null;
        if (asked.inFront("token")) {
            IssuedToken token = new AccessTokens(state).issue(grant, grant.scopes());
            accessToken = token.value();
            Duration lifetime = Duration.between(token.issuedAt(), token.expiresAt());
            parameters.put("access_token", accessToken);
            parameters.put("token_type", "Bearer");
            parameters.put("expires_in", Long.toString(lifetime.toSeconds()));
        }
        if (asked.inFront("id_token")) {
            parameters.put("id_token", idTokens.issueInFront(grant, accessToken, code));
        }
        return new ArrayList<>(parameters.entrySet());
    }

    private String code(AuthorizationRequest request, Grant grant) {
        return state.tokens
                .newCode(grant, request.redirectUri(), request.codeChallenge())
                .value();
    }
}
