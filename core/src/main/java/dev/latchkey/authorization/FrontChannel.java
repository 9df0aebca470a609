package dev.latchkey.authorization;

import org.jspecify.annotations.Nullable;

/**
 * What came through the browser to the login it was asked for: state, issuer and response mode were verified, and
 * everything that the response type promises is there. The tokens themselves are not verified yet. Only {@link
 * AuthorizationResponse} makes one.
 */
public final class FrontChannel {
    private final @Nullable AuthorizationCode code;
    private final @Nullable String idToken;
    private final @Nullable String accessToken;
    private final @Nullable Long expiresInSeconds;
    private final @Nullable String sessionState;

    FrontChannel(
            @Nullable AuthorizationCode code,
            @Nullable String idToken,
            @Nullable String accessToken,
            @Nullable Long expiresInSeconds,
            @Nullable String sessionState) {
        this.code = code;
        this.idToken = idToken;
        this.accessToken = accessToken;
        this.expiresInSeconds = expiresInSeconds;
        this.sessionState = sessionState;
    }

    /** The code, if the response type has one. */
    public @Nullable AuthorizationCode code() {
        return code;
    }

    /** The ID token, if the response type has one. */
    public @Nullable String idToken() {
        return idToken;
    }

    /** The access token, if the response type has one. */
    public @Nullable String accessToken() {
        return accessToken;
    }

    /** How long the access token lives; null: not said. */
    public @Nullable Long expiresInSeconds() {
        return expiresInSeconds;
    }

    /** The {@code session_state}, if the provider sent one (OpenID Connect Session Management §2); nobody vouches for it. */
    public @Nullable String sessionState() {
        return sessionState;
    }

    @Override
    public String toString() {
        return "FrontChannel[redacted]";
    }
}
