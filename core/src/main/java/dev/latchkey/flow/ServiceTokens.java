package dev.latchkey.flow;

import dev.latchkey.app.AccessToken;
import dev.latchkey.app.TokenRequest;
import dev.latchkey.app.TokenSource;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.ProtocolViolation;
import dev.latchkey.internal.Form;
import dev.latchkey.internal.KeptAnswers;
import dev.latchkey.internal.ShortMemory;
import dev.latchkey.token.TokenClient;
import dev.latchkey.token.TokenResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tokens of the application itself (RFC 6749 §4.4): kept until shortly before they end, one call at a time for the same
 * token; a failure is kept by nobody, a time-out for a moment. Thread-safe.
 */
final class ServiceTokens {
    private static final Duration BEFORE_THE_END = Duration.ofSeconds(30);
    /** A service that refuses whatever it is sent must not cause a call for each request. */
    private static final Duration TOO_NEW_TO_REPLACE = Duration.ofSeconds(10);

    private static final int MAX_TOKENS = 1000;

    private final Providers providers;
    private final TokenClient tokenClient;
    private final InstantSource clock;
    private final KeptAnswers<AccessToken> tokens;
    private final ShortMemory<AccessToken> newest = new ShortMemory<>(MAX_TOKENS);

    ServiceTokens(Providers providers, TokenClient tokenClient, InstantSource clock) {
        this.providers = providers;
        this.tokenClient = tokenClient;
        this.clock = clock;
        this.tokens = new KeptAnswers<>(MAX_TOKENS, clock);
    }

    /** A token that is good for 30 seconds more, as far as the provider said. */
    AccessToken token(TokenRequest request) {
        String key = key(request);
        return tokens.get(key, request.provider(), () -> fetched(key, request), ServiceTokens::end);
    }

    private AccessToken replacing(AccessToken refused, TokenRequest request) {
        String key = key(request);
        Instant now = clock.instant();
        AccessToken latest = newest.find(key, now);
        if (latest != null && !latest.endsBefore(now)) {
            return latest;
        }
        AccessToken known = tokens.find(key);
        if (known != null && known.value().equals(refused.value())) {
            tokens.forget(key);
        }
        return token(request);
    }

    TokenSource of(TokenRequest request) {
        return new TokenSource() {
            @Override
            public AccessToken token() {
                return ServiceTokens.this.token(request);
            }

            @Override
            public AccessToken replacing(AccessToken refused) {
                return ServiceTokens.this.replacing(refused, request);
            }
        };
    }

    private AccessToken fetched(String key, TokenRequest request) {
        AccessToken token = asked(request);
        Instant now = clock.instant();
        newest.keep(key, token, now.plus(TOO_NEW_TO_REPLACE), now);
        return token;
    }

    private AccessToken asked(TokenRequest request) {
        Instant now = clock.instant();
        TokenResponse response = tokenClient.clientCredentials(
                parameters(request), providers.require(request.provider()).relationship());
        if (response.accessToken() == null) {
            throw new ProtocolViolation(FailureReason.TOKEN_RESPONSE_MALFORMED, "The response has no access_token.");
        }
        Long expiresIn = response.expiresInSeconds();
        return AccessToken.bearer(
                response.accessToken(),
                expiresIn == null ? null : now.plusSeconds(expiresIn),
                response.scopes().isEmpty() ? request.scopes() : response.scopes());
    }

    /** Without an end nobody knows how long it may be kept. */
    private static Instant end(AccessToken token) {
        return token.expiresAt() == null ? Instant.MIN : token.expiresAt().minus(BEFORE_THE_END);
    }

    private static Map<String, String> parameters(TokenRequest request) {
        Map<String, String> parameters = new TreeMap<>(request.parameters());
        if (!request.scopes().isEmpty()) {
            parameters.put("scope", String.join(" ", request.scopes()));
        }
        return parameters;
    }

    private static String key(TokenRequest request) {
        return Form.encode(request.provider()) + "?" + Form.encode(parameters(request));
    }
}
