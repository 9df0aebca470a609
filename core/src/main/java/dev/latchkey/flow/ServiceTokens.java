package dev.latchkey.flow;

import dev.latchkey.app.AccessToken;
import dev.latchkey.app.TokenRequest;
import dev.latchkey.app.TokenSource;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.ProtocolViolation;
import dev.latchkey.internal.Form;
import dev.latchkey.internal.KeyedFlights;
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
 * token; a failure is kept by nobody. Thread-safe.
 */
final class ServiceTokens {
    private static final Duration BEFORE_THE_END = Duration.ofSeconds(30);
    private static final int MAX_TOKENS = 1000;

    private final Providers providers;
    private final TokenClient tokenClient;
    private final InstantSource clock;
    private final ShortMemory<AccessToken> tokens = new ShortMemory<>(MAX_TOKENS);
    private final KeyedFlights<AccessToken> flights;

    ServiceTokens(Providers providers, TokenClient tokenClient, InstantSource clock) {
        this.providers = providers;
        this.tokenClient = tokenClient;
        this.clock = clock;
        this.flights = new KeyedFlights<>();
    }

    /** A token that is good for 30 seconds more, as far as the provider said. */
    AccessToken token(TokenRequest request) {
        String key = key(request);
        AccessToken known = tokens.find(key, clock.instant());
        return known != null
                ? known
                : flights.join(key, () -> {
                    AccessToken meanwhile = tokens.find(key, clock.instant());
                    return meanwhile != null ? meanwhile : kept(key, asked(request));
                });
    }

    TokenSource of(TokenRequest request) {
        return new TokenSource() {
            @Override
            public AccessToken token() {
                return ServiceTokens.this.token(request);
            }

            @Override
            public AccessToken replacing(AccessToken refused) {
                String key = key(request);
                AccessToken known = tokens.find(key, clock.instant());
                if (known != null && known.value().equals(refused.value())) {
                    tokens.forget(key);
                }
                return ServiceTokens.this.token(request);
            }
        };
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
    private AccessToken kept(String key, AccessToken token) {
        if (token.expiresAt() != null) {
            tokens.keep(key, token, token.expiresAt().minus(BEFORE_THE_END), clock.instant());
        }
        return token;
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
