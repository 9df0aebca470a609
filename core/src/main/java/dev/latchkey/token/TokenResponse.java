package dev.latchkey.token;

import dev.latchkey.authorization.FrontChannel;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.ProtocolViolation;
import dev.latchkey.internal.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A successful token response (RFC 6749 §5.1, OpenID Connect Core §3.1.3.3), nothing in it verified.
 *
 * @param accessToken the access token; null only for the response type {@code id_token}
 * @param expiresInSeconds how long the access token lives; null: not said
 * @param refreshToken the refresh token, if there is one
 * @param idToken the ID token, if there is one
 * @param scopes what the access token is good for; empty: as asked for
 */
public record TokenResponse(
        @Nullable String accessToken,
        @Nullable Long expiresInSeconds,
        @Nullable String refreshToken,
        @Nullable String idToken,
        List<String> scopes) {
    /**
     * Reads the members.
     *
     * @throws ProtocolViolation if one that is required is missing, or the token type is not Bearer
     */
    static TokenResponse of(Map<String, Object> members) {
        String accessToken = Json.string(members, "access_token");
        String tokenType = Json.string(members, "token_type");
        if (accessToken == null || !isUsable(accessToken) || tokenType == null) {
            throw new ProtocolViolation(
                    FailureReason.TOKEN_RESPONSE_MALFORMED,
                    "The token response has no usable access_token or no token_type.");
        }
        if (!tokenType.equalsIgnoreCase("Bearer")) {
            throw new ProtocolViolation(FailureReason.TOKEN_TYPE_UNSUPPORTED, "The token_type is not Bearer.");
        }
        Long expiresIn = Json.wholeNumber(members, "expires_in");
        return new TokenResponse(
                accessToken,
                expiresIn == null || expiresIn < 0 || expiresIn > Integer.MAX_VALUE ? null : expiresIn,
                Json.string(members, "refresh_token"),
                Json.string(members, "id_token"),
                words(Json.string(members, "scope")));
    }

    /** What came through the browser in a flow without a code. */
    static TokenResponse of(FrontChannel front) {
        String accessToken = front.accessToken();
        if (accessToken != null && !isUsable(accessToken)) {
            throw new ProtocolViolation(
                    FailureReason.ACCESS_TOKEN_MISSING, "The access_token in the callback is not usable.");
        }
        return new TokenResponse(accessToken, front.expiresInSeconds(), null, front.idToken(), List.of());
    }

    /** RFC 6749 appendix A.12; anything else does not fit into a header field. */
    private static boolean isUsable(String accessToken) {
        for (int i = 0; i < accessToken.length(); i++) {
            if (accessToken.charAt(i) < 0x20 || accessToken.charAt(i) > 0x7e) {
                return false;
            }
        }
        return !accessToken.isEmpty();
    }

    private static List<String> words(@Nullable String scope) {
        return scope == null || scope.isBlank()
                ? List.of()
                : List.of(scope.strip().split(" +"));
    }

    @Override
    public String toString() {
        return "TokenResponse[redacted]";
    }
}
