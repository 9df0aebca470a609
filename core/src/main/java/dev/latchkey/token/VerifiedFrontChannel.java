package dev.latchkey.token;

import dev.latchkey.authorization.AuthorizationCode;
import dev.latchkey.authorization.FrontChannel;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.ProtocolViolation;
import dev.latchkey.internal.Json;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What came through the browser, as far as it can be verified there: an ID token vouches for the code and the access token
 * beside it (OpenID Connect Core §3.2.2.8, §3.3.2.8). Only {@link #verify} makes one.
 */
public final class VerifiedFrontChannel {
    private final FrontChannel front;
    private final @Nullable VerifiedIdToken idToken;

    private VerifiedFrontChannel(FrontChannel front, @Nullable VerifiedIdToken idToken) {
        this.front = front;
        this.idToken = idToken;
    }

    /**
     * Verifies the ID token, if there is one.
     *
     * @throws ProtocolViolation if it breaks a rule, or does not vouch for what came beside it
     * @throws dev.latchkey.failure.ProviderUnavailable if the provider's keys cannot be read
     */
    public static VerifiedFrontChannel verify(FrontChannel front, Expected expected) {
        return new VerifiedFrontChannel(
                front, front.idToken() == null ? null : IdTokenVerifier.verify(front.idToken(), expected));
    }

    /** The code, if the response type has one. */
    public @Nullable AuthorizationCode code() {
        return front.code();
    }

    /** The {@code session_state}, if the provider sent one. */
    public @Nullable String sessionState() {
        return front.sessionState();
    }

    /** The tokens of a flow that has no code. */
    TokenResponse tokens() {
        return TokenResponse.of(front);
    }

    /** What the token endpoint's ID token must share with this one (§3.3.3.6); null if there is none. */
    Expected.@Nullable Agreement agreement() {
        if (idToken == null) {
            return null;
        }
        Map<String, Object> claims = idToken.claims();
        return new Expected.Agreement(
                FailureReason.ID_TOKENS_DIFFER,
                idToken.issuer(),
                idToken.subject(),
                Set.of(),
                null,
                Json.wholeNumber(claims, "auth_time"),
                idToken.sid());
    }

    @Override
    public String toString() {
        return "VerifiedFrontChannel[redacted]";
    }
}
