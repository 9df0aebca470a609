package dev.latchkey.logout;

import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.ProtocolViolation;
import dev.latchkey.failure.ProviderUnavailable;
import dev.latchkey.internal.Json;
import dev.latchkey.internal.Jws;
import dev.latchkey.internal.Printable;
import dev.latchkey.provider.KeySet.Bringer;
import dev.latchkey.provider.NamedProvider.Relationship;
import dev.latchkey.token.ProviderSignature;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules for logout tokens (OpenID Connect Back-Channel Logout §2.4 and §2.6), one check each. A token that breaks one is
 * refused with that rule's reason. That it is used only once is for the store to see.
 */
public final class LogoutTokenVerifier {
    /** How old a logout token may be, beside what the clocks are off. */
    static final Duration MAX_AGE = Duration.ofMinutes(2);

    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";
    private static final Set<String> TYPES = Set.of("logout+jwt", "application/logout+jwt");
    private static final int MAX_NAME_LENGTH = 255;

    private final Jws token;
    private final Map<String, Object> claims;
    private final Relationship relationship;
    private final long now;
    private final long skew;

    private LogoutTokenVerifier(PostedLogoutToken posted, Relationship relationship, Instant now, Duration clockSkew) {
        this.token = posted.token();
        this.claims = posted.claims();
        this.relationship = relationship;
        this.now = now.getEpochSecond();
        this.skew = clockSkew.toSeconds();
    }

    /**
     * Verifies a logout token.
     *
     * @param relationship the provider that it says it is from, and our registration there
     * @throws ProtocolViolation if it breaks a rule
     * @throws dev.latchkey.failure.ProviderUnavailable if the provider's keys cannot be read
     */
    public static VerifiedLogoutToken verify(
            PostedLogoutToken posted, Relationship relationship, Instant now, Duration clockSkew) {
        LogoutTokenVerifier verifier = new LogoutTokenVerifier(posted, relationship, now, clockSkew);
        verifier.type(); // §2.4, RFC 8725 §3.11
        verifier.algorithm(); // rule 3, before rule 2, which needs a trusted algorithm
        verifier.criticalHeader(); // RFC 7515 §4.1.11
        verifier.issuer(); // rule 4
        verifier.audience(); // rule 4
        verifier.issuedAt(); // rule 4
        verifier.expiry(); // rule 4
        verifier.whose(); // rule 5
        verifier.events(); // rule 6
        verifier.nonce(); // rule 7
        verifier.id(); // §2.4, for rule 8
        verifier.signature(); // rule 2, last: it may cost a call
        return new VerifiedLogoutToken(verifier.claims, clockSkew);
    }

    private void type() {
        Object type = token.header().get("typ");
        require(
                type == null || TYPES.contains(String.valueOf(type).toLowerCase(Locale.ROOT)),
                FailureReason.LOGOUT_TOKEN_TYPE,
                "typ is " + shown(type) + ", expected logout+jwt");
    }

    private void algorithm() {
        String wanted = relationship.client().idToken().signingAlgorithm();
        Object algorithm = token.header().get("alg");
        require(
                wanted.equals(algorithm),
                FailureReason.LOGOUT_TOKEN_ALGORITHM,
                "alg is " + shown(algorithm) + ", expected " + wanted + " (setting idTokenSigningAlgorithm, or the"
                        + " registration's id_token_signed_response_alg)");
    }

    private void criticalHeader() {
        require(
                !token.header().containsKey("crit") && !token.header().containsKey("b64"),
                FailureReason.LOGOUT_TOKEN_CRITICAL_HEADER,
                "the header has crit");
    }

    private void issuer() {
        String issuer = relationship.metadata().issuer();
        require(
                issuer.equals(claims.get("iss")),
                FailureReason.LOGOUT_TOKEN_ISSUER,
                "iss is " + shown(claims.get("iss")) + ", expected " + issuer);
    }

    private void audience() {
        String clientId = relationship.client().clientId();
        require(
                Json.strings(claims, "aud").contains(clientId),
                FailureReason.LOGOUT_TOKEN_AUDIENCE,
                "aud is " + shown(claims.get("aud")) + ", expected " + clientId);
    }

    private void issuedAt() {
        Long iat = Json.wholeNumber(claims, "iat");
        require(
                iat != null && iat <= now + skew && iat >= now - skew - MAX_AGE.toSeconds(),
                FailureReason.LOGOUT_TOKEN_ISSUED_AT,
                "iat is " + shown(claims.get("iat")) + ", now is " + now);
    }

    private void expiry() {
        Long exp = Json.wholeNumber(claims, "exp");
        require(
                !claims.containsKey("exp") || (exp != null && now - skew < exp),
                FailureReason.LOGOUT_TOKEN_EXPIRED,
                "exp is " + shown(claims.get("exp")) + ", now is " + now);
    }

    /** One of the two is enough, but neither may be of another kind than a short text. */
    private void whose() {
        boolean hasOne = claims.containsKey("sid") || claims.containsKey("sub");
        require(
                hasOne && isNameOrAbsent("sid") && isNameOrAbsent("sub"),
                FailureReason.LOGOUT_TOKEN_SUBJECT,
                "neither sid nor sub can be used");
    }

    private boolean isNameOrAbsent(String claim) {
        String name = Json.string(claims, claim);
        return !claims.containsKey(claim) || (name != null && !name.isEmpty() && name.length() <= MAX_NAME_LENGTH);
    }

    private void events() {
        Map<String, Object> events = Json.object(claims, "events");
        require(
                events != null && events.get(EVENT) instanceof Map<?, ?>,
                FailureReason.LOGOUT_TOKEN_EVENTS,
                "events has no object named " + EVENT);
    }

    private void nonce() {
        require(!claims.containsKey("nonce"), FailureReason.LOGOUT_TOKEN_NONCE, "there is a nonce");
    }

    private void id() {
        String id = Json.string(claims, "jti");
        require(id != null && !id.isEmpty(), FailureReason.LOGOUT_TOKEN_ID, "jti is " + shown(claims.get("jti")));
    }

    private void signature() {
        String algorithm = relationship.client().idToken().signingAlgorithm();
        ProviderSignature signature = ProviderSignature.of(token, algorithm, relationship, Bringer.ANYBODY);
        if (signature
                == ProviderSignature
                        .NO_KEY) { // It may be a new key, and somebody's bad tokens may hide it for a minute.
            throw new ProviderUnavailable(
                    FailureReason.LOGOUT_TOKEN_SIGNATURE,
                    "Logout token: no known key of the provider fits; try again.");
        }
        require(
                signature == ProviderSignature.VALID,
                FailureReason.LOGOUT_TOKEN_SIGNATURE,
                "the signature is by none of the provider's keys");
    }

    private static String shown(@Nullable Object value) {
        return value == null ? "missing" : "\"" + Printable.of(String.valueOf(value)) + "\"";
    }

    private static void require(boolean holds, FailureReason reason, String otherwise) {
        if (!holds) {
            throw PostedLogoutToken.violation(reason, otherwise);
        }
    }
}
