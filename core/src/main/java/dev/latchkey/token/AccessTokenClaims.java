package dev.latchkey.token;

import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.ProtocolViolation;
import dev.latchkey.internal.Json;
import dev.latchkey.internal.Printable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The rules for what an access token says, whoever vouches for it: the provider's signature, or its answer. A token that
 * breaks one is refused with that rule's reason.
 *
 * @param claims what it says
 * @param issuer the provider's issuer
 * @param audience what {@code aud} must contain
 * @param now the time
 * @param clockSkew how far the provider's clock may be off
 */
record AccessTokenClaims(Map<String, Object> claims, String issuer, String audience, Instant now, Duration clockSkew) {
    private static final int MAX_SUBJECT_LENGTH = 255;
    /** The end of the year 9999: what is later is no time that anybody means, and most calendars cannot say it. */
    private static final long LAST_SECOND = 253_402_300_799L;
    /** What ID tokens (OpenID Connect Core §2, §3.3.2.11) and logout tokens (Back-Channel Logout §2.4) have. */
    private static final List<String> OF_OTHER_TOKENS = List.of("nonce", "at_hash", "c_hash", "s_hash", "events");

    /** Byte for byte (RFC 9068 §4). */
    void requireIssuer() {
        require(issuer.equals(claims.get("iss")), FailureReason.BEARER_ISSUER, () -> "iss is another than " + issuer);
    }

    /** It was issued for this application (RFC 9068 §4). */
    void requireAudience() {
        require(
                Json.strings(claims, "aud").contains(audience),
                FailureReason.BEARER_AUDIENCE,
                () -> "aud is " + shown("aud") + ", expected \"" + audience + "\"");
    }

    /** It has a subject (RFC 9068 §2.2). */
    void requireSubject() {
        String subject = Json.string(claims, "sub");
        require(
                subject != null && !subject.isEmpty() && subject.length() <= MAX_SUBJECT_LENGTH,
                FailureReason.BEARER_SUBJECT,
                () -> "sub is missing, empty or longer than " + MAX_SUBJECT_LENGTH + " characters");
    }

    /** It says when it ends (RFC 9068 §2.2). */
    void requireExpiry() {
        require(claims.containsKey("exp"), FailureReason.BEARER_EXPIRED, "exp is missing");
    }

    /** It has begun and not ended (RFC 7519 §4.1.4 to §4.1.6). */
    void requireTimes() {
        Long expiry = Json.wholeNumber(claims, "exp");
        require(
                !claims.containsKey("exp") || (expiry != null && seconds() - skew() < expiry && expiry <= LAST_SECOND),
                FailureReason.BEARER_EXPIRED,
                () -> "exp is " + shown("exp") + ", now is " + seconds());
        Long notBefore = Json.wholeNumber(claims, "nbf");
        require(
                !claims.containsKey("nbf") || (notBefore != null && notBefore <= seconds() + skew()),
                FailureReason.BEARER_NOT_YET_VALID,
                () -> "nbf is " + shown("nbf") + ", now is " + seconds());
        Long issuedAt = Json.wholeNumber(claims, "iat");
        require(
                !claims.containsKey("iat") || (issuedAt != null && issuedAt <= seconds() + skew()),
                FailureReason.BEARER_ISSUED_AT,
                () -> "iat is " + shown("iat") + ", now is " + seconds());
    }

    /** It is good for whoever has it, and not only for whoever has a key (RFC 7800 §3.1, RFC 9449 §6.1). */
    void requireUnbound() {
        require(!claims.containsKey("cnf"), FailureReason.BEARER_BOUND, "it has cnf");
    }

    /** What Keycloak calls {@code typ} among the claims tells its access tokens from its refresh and ID tokens. */
    private void requireKindIfSaid() {
        Object kind = claims.get("typ");
        require(
                kind == null || (kind instanceof String text && text.equalsIgnoreCase("Bearer")),
                FailureReason.BEARER_TYPE,
                () -> "the claim typ is " + shown("typ"));
    }

    /** Nothing shows that it is an ID token, a refresh token or a logout token. */
    void requireNoOtherToken() {
        for (String claim : OF_OTHER_TOKENS) {
            require(!claims.containsKey(claim), FailureReason.BEARER_TYPE, () -> "it has " + claim);
        }
        requireKindIfSaid();
        Object use = claims.get("token_use");
        require(
                use == null || use.equals("access_token") || use.equals("access"),
                FailureReason.BEARER_TYPE,
                () -> "token_use is " + shown("token_use"));
    }

    private long seconds() {
        return now.getEpochSecond();
    }

    private long skew() {
        return clockSkew.toSeconds();
    }

    private String shown(String claim) {
        return Printable.of(String.valueOf(claims.get(claim)));
    }

    static void require(boolean holds, FailureReason otherwise, String problem) {
        require(holds, otherwise, () -> problem);
    }

    static void require(boolean holds, FailureReason otherwise, Supplier<String> problem) {
        if (!holds) {
            throw new ProtocolViolation(otherwise, "The access token: " + problem.get() + ".");
        }
    }

    @Override
    public String toString() {
        return "AccessTokenClaims[unverified]";
    }
}
