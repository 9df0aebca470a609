package dev.latchkey.token;

import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.ProtocolViolation;
import dev.latchkey.internal.Hashes;
import dev.latchkey.internal.Json;
import dev.latchkey.internal.Jws;
import dev.latchkey.internal.MalformedException;
import dev.latchkey.internal.Printable;
import dev.latchkey.internal.VerificationKey;
import dev.latchkey.provider.KeySet;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rules of OpenID Connect Core §3.1.3.7, in order, one check each. A token that breaks one is refused with that
 * rule's reason.
 */
public final class IdTokenVerifier {
    private static final Duration MAX_AGE_OF_TOKEN = Duration.ofMinutes(10);
    private static final int MAX_SUBJECT_LENGTH = 255;

    private final Jws token;
    private final Map<String, Object> claims;
    private final Expected expected;

    private IdTokenVerifier(Jws token, Expected expected) {
        this.token = token;
        this.claims = token.payload();
        this.expected = expected;
    }

    /**
     * Verifies an ID token.
     *
     * @param idToken the token, in compact serialization
     * @throws ProtocolViolation if it breaks a rule
     * @throws dev.latchkey.failure.ProviderUnavailable if the provider's keys cannot be read
     */
    public static VerifiedIdToken verify(@Nullable String idToken, Expected expected) {
        IdTokenVerifier verifier = new IdTokenVerifier(parse(idToken), expected);
        verifier.issuer(); // rule 2
        verifier.audience(); // rule 3
        verifier.authorizedParty(); // rules 4 and 5
        verifier.algorithm(); // rules 7 and 8, before rule 6, which needs a trusted algorithm
        verifier.criticalHeader(); // RFC 7515 §4.1.11
        verifier.signature(); // rule 6; always, although the token came over TLS
        verifier.expiry(); // rule 9
        verifier.issuedAt(); // rule 10
        verifier.notBefore(); // RFC 7519 §4.1.5
        verifier.nonce(); // rule 11
        // Rule 12, acr: nothing is asked for as essential, so nothing is owed.
        verifier.authTime(); // rule 13
        verifier.subject(); // §2
        verifier.accessTokenHash(); // §3.1.3.8
        verifier.continuity(); // §12.2
        return new VerifiedIdToken(Objects.requireNonNull(idToken), verifier.claims);
    }

    /** Rule 1: no ID token is encrypted, since no client registers for it. */
    private static Jws parse(@Nullable String idToken) {
        if (idToken == null) {
            throw new ProtocolViolation(FailureReason.ID_TOKEN_MISSING, "The token response has no id_token.");
        }
        if (Jws.dots(idToken) == 4) {
            throw new ProtocolViolation(FailureReason.ID_TOKEN_ENCRYPTED, "The ID token is encrypted.");
        }
        try {
            return Jws.parse(idToken);
        } catch (MalformedException e) {
            throw new ProtocolViolation(
                    FailureReason.ID_TOKEN_MALFORMED, "The ID token cannot be read: " + e.getMessage() + ".");
        }
    }

    private void issuer() {
        String issuer = expected.relationship().metadata().issuer();
        require(
                issuer.equals(claims.get("iss")),
                FailureReason.ID_TOKEN_ISSUER,
                "iss is " + shown("iss") + ", expected \"" + issuer + "\"");
    }

    private void audience() {
        String clientId = expected.relationship().client().clientId();
        List<String> audiences = Json.strings(claims, "aud");
        require(
                audiences.contains(clientId),
                FailureReason.ID_TOKEN_AUDIENCE,
                "aud is " + shown("aud") + ", expected \"" + clientId + "\"");
        for (String audience : audiences) {
            require(
                    audience.equals(clientId)
                            || expected.relationship()
                                    .settings()
                                    .trustedAudiences()
                                    .contains(audience),
                    FailureReason.ID_TOKEN_UNTRUSTED_AUDIENCE,
                    "aud names \"" + Printable.of(audience) + "\", which is not trusted");
        }
    }

    private void authorizedParty() {
        String clientId = expected.relationship().client().clientId();
        Object azp = claims.get("azp");
        boolean isOptional = Json.strings(claims, "aud").size() == 1;
        require(
                azp == null ? isOptional : azp.equals(clientId),
                FailureReason.ID_TOKEN_AUTHORIZED_PARTY,
                "azp is " + shown("azp") + ", expected \"" + clientId + "\"");
    }

    private void algorithm() {
        String wanted = expected.relationship().client().idTokenAlgorithm();
        require(
                wanted.equals(token.header().get("alg")),
                FailureReason.ID_TOKEN_ALGORITHM,
                "alg is \"" + Printable.of(String.valueOf(token.header().get("alg"))) + "\", expected \"" + wanted
                        + "\" (setting idTokenSigningAlgorithm, or the registration's id_token_signed_response_alg)");
    }

    private void criticalHeader() {
        require(
                !token.header().containsKey("crit") && !token.header().containsKey("b64"),
                FailureReason.ID_TOKEN_CRITICAL_HEADER,
                "the header has crit");
    }

    private void signature() {
        KeySet keys = expected.relationship().provider().keys();
        URI jwksUri = expected.relationship().metadata().jwksUri();
        String kid = Json.string(token.header(), "kid");
        List<VerificationKey> fitting = fitting(keys.keys(jwksUri), kid);
        if (fitting.stream().anyMatch(token::isSignedBy)) {
            return;
        }
        if (fitting.stream().noneMatch(key -> key.kid() != null && key.kid().equals(kid))) {
            fitting = fitting(keys.refetched(jwksUri), kid);
            require(
                    !fitting.isEmpty(),
                    FailureReason.ID_TOKEN_KEY,
                    "no key at " + jwksUri + " fits kid " + (kid == null ? "(none)" : Printable.of(kid)));
            if (fitting.stream().anyMatch(token::isSignedBy)) {
                return;
            }
        }
        throw violation(FailureReason.ID_TOKEN_SIGNATURE, "the signature is by none of the provider's keys");
    }

    /** The key with this id, or, where the token or the keys have none, every key that fits the algorithm. */
    private List<VerificationKey> fitting(List<VerificationKey> keys, @Nullable String kid) {
        String algorithm = expected.relationship().client().idTokenAlgorithm();
        return keys.stream()
                .filter(key -> key.fits(algorithm))
                .filter(key -> kid == null || key.kid() == null || key.kid().equals(kid))
                .toList();
    }

    private void expiry() {
        Long exp = Json.wholeNumber(claims, "exp");
        require(
                exp != null && now() - skew() < exp,
                FailureReason.ID_TOKEN_EXPIRED,
                "exp is " + shown("exp") + ", now is " + now());
    }

    private void issuedAt() {
        Long iat = Json.wholeNumber(claims, "iat");
        if (iat == null) {
            throw violation(FailureReason.ID_TOKEN_ISSUED_AT, "iat is " + shown("iat"));
        }
        require(
                iat <= now() + skew(),
                FailureReason.ID_TOKEN_ISSUED_AT,
                "the token was issued " + (iat - now()) + " s in the future; check this server's clock");
        require(
                iat >= now() - skew() - MAX_AGE_OF_TOKEN.toSeconds(),
                FailureReason.ID_TOKEN_ISSUED_AT,
                "the token was issued " + (now() - iat) + " s ago");
    }

    private void notBefore() {
        Long nbf = Json.wholeNumber(claims, "nbf");
        require(
                !claims.containsKey("nbf") || (nbf != null && nbf <= now() + skew()),
                FailureReason.ID_TOKEN_NOT_YET_VALID,
                "nbf is " + shown("nbf") + ", now is " + now());
    }

    private void nonce() {
        boolean isOptional = expected.previous() != null;
        require(
                claims.get("nonce") instanceof String nonce
                        ? Hashes.equalInConstantTime(nonce, expected.nonce())
                        : isOptional && !claims.containsKey("nonce"),
                FailureReason.ID_TOKEN_NONCE,
                claims.containsKey("nonce") ? "nonce is another login's" : "nonce is missing");
    }

    private void authTime() {
        Long authTime = Json.wholeNumber(claims, "auth_time");
        require(
                !claims.containsKey("auth_time") || authTime != null,
                FailureReason.ID_TOKEN_AUTH_TIME,
                "auth_time is not a number");
        Duration maxAge = expected.relationship().settings().maxAge();
        if (maxAge != null && expected.previous() == null) {
            require(
                    authTime != null && authTime >= now() - skew() - maxAge.toSeconds(),
                    FailureReason.ID_TOKEN_AUTH_TIME,
                    "auth_time is " + shown("auth_time") + ", now is " + now() + ", max_age is " + maxAge.toSeconds());
        }
    }

    private void subject() {
        String subject = Json.string(claims, "sub");
        require(
                subject != null && !subject.isEmpty() && subject.length() <= MAX_SUBJECT_LENGTH,
                FailureReason.ID_TOKEN_SUBJECT,
                "sub is missing, empty or longer than " + MAX_SUBJECT_LENGTH + " characters");
    }

    private void accessTokenHash() {
        if (claims.containsKey("at_hash")) {
            String algorithm = expected.relationship().client().idTokenAlgorithm();
            byte[] digest = Hashes.digest(
                    "SHA-" + algorithm.substring(2), expected.accessToken().getBytes(StandardCharsets.US_ASCII));
            String hash = Hashes.base64Url(Arrays.copyOf(digest, digest.length / 2));
            require(
                    claims.get("at_hash") instanceof String atHash && Hashes.equalInConstantTime(atHash, hash),
                    FailureReason.ID_TOKEN_ACCESS_TOKEN_HASH,
                    "at_hash does not fit the access token");
        }
    }

    private void continuity() {
        Expected.Continuity previous = expected.previous();
        if (previous != null) {
            Long authTime = Json.wholeNumber(claims, "auth_time");
            require(
                    previous.issuer().equals(claims.get("iss"))
                            && previous.subject().equals(claims.get("sub"))
                            && (authTime == null
                                    || previous.authTime() == null
                                    || authTime.equals(previous.authTime())),
                    FailureReason.REFRESHED_ID_TOKEN_DIFFERS,
                    "iss, sub or auth_time is not that of the login");
        }
    }

    private long now() {
        return expected.now().getEpochSecond();
    }

    private long skew() {
        return expected.clockSkew().toSeconds();
    }

    private String shown(String claim) {
        Object value = claims.get(claim);
        if (value == null) {
            return "missing";
        }
        String text = Printable.of(String.valueOf(value));
        return value instanceof String ? "\"" + text + "\"" : text;
    }

    private static void require(boolean holds, FailureReason reason, String otherwise) {
        if (!holds) {
            throw violation(reason, otherwise);
        }
    }

    private static ProtocolViolation violation(FailureReason reason, String problem) {
        return new ProtocolViolation(reason, "ID token: " + problem + ".");
    }
}
