package dev.latchkey.verify.flow;

import dev.latchkey.failure.FailureReason;
import dev.latchkey.testing.Misbehaviour;
import dev.latchkey.testing.TestAccessToken;
import dev.latchkey.testing.TestProvider;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Something that is sent as an access token, and what it is answered with.
 *
 * @param title what it is
 * @param reason why it is refused
 * @param token what is wrong with the token
 * @param lie what the provider does wrong while it makes it
 */
record Attack(String title, FailureReason reason, UnaryOperator<TestAccessToken> token, List<Misbehaviour> lie) {
    /** What is wrong with tokens. */
    static final List<Attack> TABLE = List.of(
            with("no iss", FailureReason.BEARER_ISSUER, token -> token.without("iss")),
            with("another issuer", FailureReason.BEARER_ISSUER, token -> token.claim("iss", "https://evil.example")),
            with("a foreign service's", FailureReason.BEARER_AUDIENCE, token -> token.audience("https://a.example")),
            with("no aud", FailureReason.BEARER_AUDIENCE, token -> token.without("aud")),
            with("for this client", FailureReason.BEARER_AUDIENCE, token -> token.audience("client1")),
            with("no sub", FailureReason.BEARER_SUBJECT, token -> token.without("sub")),
            with("expired", FailureReason.BEARER_EXPIRED, token -> token.expiresIn(Duration.ofMinutes(-2))),
            with("no exp", FailureReason.BEARER_EXPIRED, token -> token.without("exp")),
            with("not yet", FailureReason.BEARER_NOT_YET_VALID, token -> token.claim("nbf", 4_102_444_800L)),
            with("from the future", FailureReason.BEARER_ISSUED_AT, token -> token.claim("iat", 4_102_444_800L)),
            with("bound to a key", FailureReason.BEARER_BOUND, token -> token.claim("cnf", Map.of("jkt", "x"))),
            with("an ID token's typ", FailureReason.BEARER_TYPE, token -> token.type("JWT")),
            with("no typ", FailureReason.BEARER_TYPE, token -> token.withoutHeader("typ")),
            with("a logout token", FailureReason.BEARER_TYPE, token -> token.type("logout+jwt")),
            with("an algorithm not accepted", FailureReason.BEARER_ALGORITHM, token -> token.algorithm("RS384")),
            with("opaque", FailureReason.BEARER_UNREADABLE, TestAccessToken::opaque),
            lying(Misbehaviour.ALG_NONE, FailureReason.BEARER_ALGORITHM),
            lying(Misbehaviour.ALG_NONE_MIXED_CASE, FailureReason.BEARER_ALGORITHM),
            lying(Misbehaviour.ALG_NONE_CAPITALIZED, FailureReason.BEARER_ALGORITHM),
            lying(Misbehaviour.ALG_NONE_UPPER_CASE, FailureReason.BEARER_ALGORITHM),
            lying(Misbehaviour.HS256_SIGNED_WITH_PUBLIC_KEY, FailureReason.BEARER_ALGORITHM),
            lying(Misbehaviour.HS256_SIGNED_WITH_PUBLIC_JWK, FailureReason.BEARER_ALGORITHM),
            lying(Misbehaviour.HS256_SIGNED_WITH_CLIENT_SECRET, FailureReason.BEARER_ALGORITHM),
            lying(Misbehaviour.BAD_SIGNATURE, FailureReason.BEARER_SIGNATURE),
            lying(Misbehaviour.EMPTY_SIGNATURE, FailureReason.BEARER_SIGNATURE),
            lying(Misbehaviour.CHANGED_AFTER_SIGNING, FailureReason.BEARER_SIGNATURE),
            lying(Misbehaviour.UNKNOWN_KID, FailureReason.BEARER_KEY),
            lying(Misbehaviour.JWK_HEADER, FailureReason.BEARER_SIGNATURE),
            lying(Misbehaviour.JKU_HEADER, FailureReason.BEARER_SIGNATURE),
            lying(Misbehaviour.X5U_HEADER, FailureReason.BEARER_SIGNATURE),
            lying(Misbehaviour.X5C_HEADER, FailureReason.BEARER_SIGNATURE),
            lying(Misbehaviour.UNKNOWN_CRIT, FailureReason.BEARER_CRITICAL_HEADER),
            lying(Misbehaviour.DUPLICATE_HEADER, FailureReason.BEARER_UNREADABLE),
            lying(Misbehaviour.DUPLICATE_SUB, FailureReason.BEARER_UNREADABLE),
            lying(Misbehaviour.DUPLICATE_CLAIMS, FailureReason.BEARER_UNREADABLE),
            lying(Misbehaviour.FIVE_PART_TOKEN, FailureReason.BEARER_UNREADABLE),
            lying(Misbehaviour.TWO_PART_TOKEN, FailureReason.BEARER_UNREADABLE),
            lying(Misbehaviour.PAYLOAD_NOT_JSON, FailureReason.BEARER_UNREADABLE));

    private static Attack with(String title, FailureReason reason, UnaryOperator<TestAccessToken> token) {
        return new Attack(title, reason, token, List.of());
    }

    private static Attack lying(Misbehaviour lie, FailureReason reason) {
        return new Attack(lie.name(), reason, token -> token, List.of(lie));
    }

    /** The token. */
    String issue(TestProvider provider) {
        provider.misbehave(lie.toArray(Misbehaviour[]::new));
        try {
            return token.apply(provider.accessToken().scopes("read")).issue();
        } finally {
            provider.behave();
        }
    }

    @Override
    public String toString() {
        return title;
    }
}
