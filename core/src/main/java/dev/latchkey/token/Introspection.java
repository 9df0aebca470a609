package dev.latchkey.token;

import static dev.latchkey.token.AccessTokenClaims.require;

import dev.latchkey.config.AccessTokens.Introspected;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.Misconfigured;
import dev.latchkey.failure.ProviderUnavailable;
import dev.latchkey.http.HttpAnswer;
import dev.latchkey.http.HttpCall;
import dev.latchkey.internal.Hashes;
import dev.latchkey.internal.Json;
import dev.latchkey.internal.KeyedFlights;
import dev.latchkey.internal.ShortMemory;
import dev.latchkey.provider.KeySet;
import dev.latchkey.provider.NamedProvider.Relationship;
import dev.latchkey.provider.ProviderHttp;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Asks a provider what an access token is good for (RFC 7662). Good answers are used again for a moment, each for its own
 * token, and never beyond the token's end; concurrent questions about one token are one call. Thread-safe.
 */
final class Introspection {
    private static final String JWT = "application/token-introspection+jwt";
    private static final int MAX_ANSWERS = 10_000;
    private static final Duration MEMORY_OF_A_TIMEOUT = Duration.ofSeconds(3);

    private final Introspected accepted;
    private final KeySet keys;
    private final ProviderHttp http;
    private final Duration clockSkew;
    private final InstantSource clock;
    private final ShortMemory<Map<String, Object>> answers = new ShortMemory<>(MAX_ANSWERS);
    private final KeyedFlights<Map<String, Object>> flights;
    private volatile Instant hangsUntil = Instant.MIN;

    Introspection(Introspected accepted, KeySet keys, ProviderHttp http, Duration clockSkew, InstantSource clock) {
        this.accepted = accepted;
        this.keys = keys;
        this.http = http;
        this.clockSkew = clockSkew;
        this.clock = clock;
        this.flights = new KeyedFlights<>();
    }

    /**
     * Verifies an access token.
     *
     * @throws dev.latchkey.failure.ProtocolViolation if the provider says no, or it breaks a rule
     * @throws ProviderUnavailable if there is no answer that can be trusted
     */
    VerifiedAccessToken verify(String token, Relationship relationship) {
        Map<String, Object> answer = answer(token, relationship);
        String issuer = relationship.metadata().issuer();
        AccessTokenClaims claims =
                new AccessTokenClaims(answer, issuer, accepted.audience(), clock.instant(), clockSkew);
        if (answer.containsKey("iss")) {
            claims.requireIssuer();
        }
        claims.requireAudience();
        if (answer.containsKey("sub") || VerifiedAccessToken.clientId(answer) == null) {
            claims.requireSubject();
        }
        claims.requireTimes();
        claims.requireUnbound();
        claims.requireKindIfSaid();
        requireBearer(answer);
        return new VerifiedAccessToken(issuer, answer);
    }

    /** {@code token_type}, if it is there (RFC 7662 §2.2). */
    private static void requireBearer(Map<String, Object> answer) {
        Object type = answer.get("token_type");
        require(
                type == null || (type instanceof String text && text.equalsIgnoreCase("Bearer")),
                FailureReason.BEARER_TYPE,
                "its token_type is not Bearer");
    }

    private Map<String, Object> answer(String token, Relationship relationship) {
        String key = Hashes.sha256Base64Url(token);
        Map<String, Object> known = answers.find(key, clock.instant());
        return known != null
                ? known
                : flights.join(key, () -> {
                    Map<String, Object> meanwhile = answers.find(key, clock.instant());
                    return meanwhile != null ? meanwhile : kept(key, active(ask(token, relationship)));
                });
    }

    private Map<String, Object> kept(String key, Map<String, Object> answer) {
        Instant now = clock.instant();
        Instant until = now.plus(accepted.cache());
        Long expiry = Json.wholeNumber(answer, "exp");
        Instant end = expiry == null ? until : Instant.ofEpochSecond(expiry);
        answers.keep(key, answer, end.isBefore(until) ? end : until, now);
        return answer;
    }

    /** {@code active} is exactly true (RFC 7662 §2.2); a no is kept by nobody. */
    private static Map<String, Object> active(Map<String, Object> answer) {
        Object active = answer.get("active");
        require(
                !Boolean.FALSE.equals(active),
                FailureReason.BEARER_INACTIVE,
                "the provider says that it is not active");
        if (!Boolean.TRUE.equals(active)) {
            throw new ProviderUnavailable(
                    FailureReason.INTROSPECTION_ANSWER, "The introspection answer does not say true or false.");
        }
        return answer;
    }

    /** A provider that hangs must not hold a thread for every token that somebody makes up. */
    private Map<String, Object> ask(String token, Relationship relationship) {
        if (clock.instant().isBefore(hangsUntil)) {
            throw new ProviderUnavailable(
                    FailureReason.PROVIDER_TIMEOUT, "The introspection_endpoint did not answer a moment ago.");
        }
        try {
            return send(token, relationship);
        } catch (ProviderUnavailable e) {
            if (e.reason() == FailureReason.PROVIDER_TIMEOUT) {
                hangsUntil = clock.instant().plus(MEMORY_OF_A_TIMEOUT);
            }
            throw e;
        }
    }

    private Map<String, Object> send(String token, Relationship relationship) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("token", token);
        form.put("token_type_hint", "access_token");
        boolean isSigned = accepted.signingAlgorithm() != null;
        HttpCall call = ClientAuthenticator.authenticated(
                        http, endpoint(relationship), form, relationship, clock.instant())
                .header("Accept", isSigned ? JWT : "application/json");
        HttpAnswer answer = http.send("introspection_endpoint", call);
        if (answer.status() == 401) {
            relationship.provider().forgetRegistration();
        }
        boolean isExpected = answer.mediaType().equals(isSigned ? JWT : "application/json");
        if (answer.status() != 200 || !isExpected) {
            throw ProviderHttp.bad(
                    "introspection_endpoint", call, "answered " + answer.status() + " " + answer.mediaType());
        }
        return accepted.signingAlgorithm() == null
                ? ProviderHttp.json("introspection_endpoint", call, answer)
                : IntrospectionJwt.verify(
                        answer, accepted.signingAlgorithm(), relationship, keys, clock.instant(), clockSkew);
    }

    private static URI endpoint(Relationship relationship) {
        URI endpoint = relationship.metadata().introspectionEndpoint();
        if (endpoint == null) {
            throw new Misconfigured(
                    FailureReason.METADATA_UNUSABLE,
                    "The provider " + relationship.metadata().issuer() + " has no introspection_endpoint. Use"
                            + " AccessTokens.jwt(audience) if its access tokens are JWTs.");
        }
        return endpoint;
    }
}
