package dev.latchkey.testing;

import dev.latchkey.testing.wire.Reply;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Successful token responses (RFC 6749 §5.1, OpenID Connect Core §3.1.3.3 and §12.2). */
final class TokenResponses {
    private final ProviderState state;
    private final IdTokens idTokens;
    private final AccessTokens accessTokens;

    TokenResponses(ProviderState state) {
        this.state = state;
        this.idTokens = new IdTokens(state);
        this.accessTokens = new AccessTokens(state);
    }

    Reply login(Grant grant) {
        Map<String, Object> response = accessToken(accessTokens.issue(grant, grant.scopes()));
        response.put("refresh_token", state.tokens.newRefreshToken(grant).value());
        response.put("id_token", idTokens.issue(grant, String.valueOf(response.get("access_token"))));
        return reply(response, Occasion.LOGIN);
    }

    Reply refresh(Grant grant, Set<String> scopes) {
        Map<String, Object> response = refreshed(grant, scopes);
        response.put("refresh_token", state.tokens.newRefreshToken(grant).value());
        return reply(response, Occasion.REFRESH);
    }

    Reply refreshWithoutRotation(Grant grant, Set<String> scopes) {
        return reply(refreshed(grant, scopes), Occasion.REFRESH);
    }

    Reply accessTokenOnly(Grant grant, @Nullable String audience) {
        return reply(accessToken(accessTokens.issue(grant, grant.scopes(), audience)), Occasion.CLIENT_CREDENTIALS);
    }

    private Map<String, Object> refreshed(Grant grant, Set<String> scopes) {
        Map<String, Object> response = accessToken(accessTokens.issue(grant, scopes));
        response.put("id_token", idTokens.reissue(grant, String.valueOf(response.get("access_token"))));
        return response;
    }

    private static Map<String, Object> accessToken(IssuedToken token) {
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("access_token", token.value());
        response.put("token_type", "Bearer");
        response.put(
                "expires_in",
                Duration.between(token.issuedAt(), token.expiresAt()).toSeconds());
        response.put("scope", String.join(" ", token.scopes()));
        return response;
    }

    private Reply reply(Map<String, Object> response, Occasion occasion) {
        TokenLies.edit(response, occasion, state);
        return TokenLies.edit(Reply.json(200, response), state);
    }
}
