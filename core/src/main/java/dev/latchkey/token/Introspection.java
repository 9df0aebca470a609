package dev.latchkey.token;

import static dev.latchkey.token.AccessTokenClaims.require;

import dev.latchkey.config.AccessTokens.Introspected;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.Misconfigured;
import dev.latchkey.failure.ProviderUnavailable;
import dev.latchkey.http.HttpAnswer;
import dev.latchkey.http.HttpCall;
import dev.latchkey.internal.Frozen;
import dev.latchkey.internal.Hashes;
import dev.latchkey.internal.Json;
import dev.latchkey.internal.Jws;
import dev.latchkey.internal.KeptAnswers;
import dev.latchkey.internal.MalformedException;
import dev.latchkey.internal.Printable;
import dev.latchkey.provider.KeySet;
import dev.latchkey.provider.NamedProvider.Relationship;
import dev.latchkey.provider.ProviderHttp;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks a provider what an access token is good for (RFC 7662). Good answers are used again for a moment, each for its own
 * token, and never beyond the token's end; concurrent questions about one token are one call. Thread-safe.
 */
final class Introspection {
    private static final String JWT = "application/token-introspection+jwt";
    private static final int MAX_ANSWERS = 10_000;
    private static final int MAX_LENGTH_TO_KEEP = 16 * 1024;
    private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/at+jwt");

    private final Introspected accepted;
    private final KeySet keys;
    private final ProviderHttp http;
    private final Duration clockSkew;
    private final InstantSource clock;
    private final KeptAnswers<Map<String, Object>> answers;

    Introspection(Introspected accepted, KeySet keys, ProviderHttp http, Duration clockSkew, InstantSource clock) {
        this.accepted = accepted;
        this.keys = keys;
        this.http = http;
        this.clockSkew = clockSkew;
        this.clock = clock;
        this.answers = new KeptAnswers<>(MAX_ANSWERS, clock);
    }

    /**
     * Verifies an access token.
     *
     * @throws dev.latchkey.failure.ProtocolViolation if the provider says no, or it breaks a rule
     * @throws ProviderUnavailable if there is no answer that can be trusted
     */
    VerifiedAccessToken verify(SentAccessToken token, Relationship relationship) {
        requireType(token.jwt());
        return verified(answer(token.compact(), relationship), relationship);
    }

    /** A provider calls its ID tokens and logout tokens active, too. */
    private static void requireType(@Nullable Jws jwt) {
        Object type = jwt == null ? null : jwt.header().get("typ");
        require(
                type == null || TYPES.contains(String.valueOf(type).toLowerCase(Locale.ROOT)),
                FailureReason.BEARER_TYPE,
                "typ is " + Printable.of(String.valueOf(type)));
    }

    private VerifiedAccessToken verified(Map<String, Object> answer, Relationship relationship) {
        String issuer = relationship.metadata().issuer();
        AccessTokenClaims claims =
                new AccessTokenClaims(answer, issuer, accepted.audience(), clock.instant(), clockSkew);
        if (answer.containsKey("iss")) {
            claims.requireIssuer();
        }
        claims.requireAudience();
        String clientId = VerifiedAccessToken.clientId(answer);
        if (answer.containsKey("sub") || clientId == null || clientId.isBlank()) {
            claims.requireSubject();
        }
        claims.requireTimes();
        claims.requireUnbound();
        claims.requireNoOtherToken();
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
        return answers.get(
                Hashes.sha256Base64Url(token),
                relationship.provider().name(),
                () -> {
                    Map<String, Object> answer = Frozen.map(active(ask(token, relationship)));
                    verified(answer, relationship);
                    return answer;
                },
                this::end);
    }

    private Instant end(Map<String, Object> answer) {
        Instant until = clock.instant().plus(accepted.cache());
        Long expiry = Json.wholeNumber(answer, "exp");
        if (Json.write(answer).length() > MAX_LENGTH_TO_KEEP) {
            return Instant.MIN;
        }
        return expiry == null || until.getEpochSecond() < expiry ? until : Instant.ofEpochSecond(expiry);
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

    private Map<String, Object> ask(String token, Relationship relationship) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("token", token);
        form.put("token_type_hint", "access_token");
        boolean isSigned = accepted.signingAlgorithm() != null;
        HttpCall call = ClientAuthenticator.authenticated(
                        http, endpoint(relationship), form, relationship, clock.instant())
                .header("Accept", isSigned ? JWT : "application/json");
        HttpAnswer answer = http.send("introspection_endpoint", call);
        if (answer.status() == 401 && says("invalid_client", answer)) {
            relationship.provider().forgetRegistration();
        }
        require(
                answer.status() != 400 || !says("unsupported_token_type", answer),
                FailureReason.BEARER_INACTIVE,
                "the provider does not answer about tokens of its kind (unsupported_token_type)");
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

    /** The provider itself says so (RFC 6749 §5.2, RFC 7009 §2.2.1), and not a proxy before it. */
    private static boolean says(String error, HttpAnswer answer) {
        try {
            return error.equals(Json.string(Json.parse(answer.body()), "error"));
        } catch (MalformedException e) {
            return false;
        }
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
