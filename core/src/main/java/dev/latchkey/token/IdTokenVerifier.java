package dev.latchkey.token;

import dev.latchkey.authorization.AuthorizationCode;
import dev.latchkey.config.Encryption;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.ProtocolViolation;
import dev.latchkey.internal.Hashes;
import dev.latchkey.internal.Json;
import dev.latchkey.internal.Jwe;
import dev.latchkey.internal.Jws;
import dev.latchkey.internal.LeftHalfHash;
import dev.latchkey.internal.MalformedException;
import dev.latchkey.internal.Printable;
import dev.latchkey.provider.KeySet.Bringer;
import dev.latchkey.token.Expected.Occasion;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
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
        IdTokenVerifier verifier = new IdTokenVerifier(parse(idToken, expected), expected);
        verifier.type(); // OpenID Connect Back-Channel Logout §2.4
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
        verifier.subject(); // §2
        verifier.authTime(); // rule 13
        verifier.essentialClaims(); // rule 12 and §5.5.1
        verifier.accessTokenHash(); // §3.1.3.8, §3.2.2.9
        verifier.codeHash(); // §3.3.2.10
        verifier.agreement(); // §3.3.3.6, §12.2
        return new VerifiedIdToken(verifier.token.compact(), verifier.claims);
    }

    /** Rule 1: encrypted if and only if the client is registered for that, and signed inside. */
    private static Jws parse(@Nullable String idToken, Expected expected) {
        if (idToken == null) {
            throw new ProtocolViolation(FailureReason.ID_TOKEN_MISSING, "The token response has no id_token.");
        }
        try {
            return Jws.parse(decrypted(idToken, expected));
        } catch (MalformedException e) {
            throw violation(FailureReason.ID_TOKEN_MALFORMED, "cannot be read: " + e.getMessage());
        }
    }

    private static String decrypted(String idToken, Expected expected) {
        Encryption encryption = expected.relationship().client().idToken().encryption();
        if (encryption == null) {
            require(!Jwe.isEncrypted(idToken), FailureReason.ID_TOKEN_ENCRYPTED, "it is encrypted");
            return idToken;
        }
        require(Jwe.isEncrypted(idToken), FailureReason.ID_TOKEN_NOT_ENCRYPTED, "it is not encrypted");
        try {
            String content = Jwe.decrypt(
                    idToken,
                    encryption.algorithm(),
                    encryption.method(),
                    expected.relationship().provider().ownKeys());
            require(Jws.dots(content) == 2, FailureReason.ID_TOKEN_DECRYPTION, "what is encrypted is not a signed JWT");
            return content;
        } catch (MalformedException e) {
            throw violation(FailureReason.ID_TOKEN_DECRYPTION, e.getMessage());
        }
    }

    /** A logout token has the same keys and nearly the same claims. */
    private void type() {
        require(
                !String.valueOf(token.header().get("typ")).equalsIgnoreCase("logout+jwt")
                        && !claims.containsKey("events"),
                FailureReason.ID_TOKEN_TYPE,
                "it is a logout token or another security event");
    }

    private void issuer() {
        String issuer = expected.relationship().metadata().issuer();
        require(
                issuer.equals(claims.get("iss")),
                FailureReason.ID_TOKEN_ISSUER,
                () -> "iss is " + shown("iss") + ", expected \"" + issuer + "\"");
    }

    private void audience() {
        String clientId = expected.relationship().client().clientId();
        List<String> audiences = Json.strings(claims, "aud");
        require(
                audiences.contains(clientId),
                FailureReason.ID_TOKEN_AUDIENCE,
                () -> "aud is " + shown("aud") + ", expected \"" + clientId + "\"");
        for (String audience : audiences) {
            require(
                    expected.trusts(audience),
                    FailureReason.ID_TOKEN_UNTRUSTED_AUDIENCE,
                    () -> "aud names \"" + Printable.of(audience) + "\", which is not trusted");
        }
    }

    private void authorizedParty() {
        String clientId = expected.relationship().client().clientId();
        Object azp = claims.get("azp");
        boolean isOptional = Json.strings(claims, "aud").size() == 1;
        require(
                azp == null ? isOptional : azp.equals(clientId),
                FailureReason.ID_TOKEN_AUTHORIZED_PARTY,
                () -> "azp is " + shown("azp") + ", expected \"" + clientId + "\"");
    }

    private void algorithm() {
        String wanted = expected.algorithm();
        require(
                wanted.equals(token.header().get("alg")),
                FailureReason.ID_TOKEN_ALGORITHM,
                () -> "alg is \"" + Printable.of(String.valueOf(token.header().get("alg"))) + "\", expected \"" + wanted
                        + "\" (setting idTokenSigningAlgorithm, or the registration's id_token_signed_response_alg)");
    }

    private void criticalHeader() {
        require(
                !token.header().containsKey("crit") && !token.header().containsKey("b64"),
                FailureReason.ID_TOKEN_CRITICAL_HEADER,
                "the header has crit");
    }

    private void signature() {
        Bringer bringer = expected.occasion() == Occasion.FRONT_CHANNEL ? Bringer.ANYBODY : Bringer.PROVIDER;
        switch (ProviderSignature.of(token, expected.algorithm(), expected.relationship(), bringer)) {
            case VALID -> {}
            case INVALID ->
                throw violation(FailureReason.ID_TOKEN_SIGNATURE, "the signature is by none of the provider's keys");
            case NO_KEY ->
                throw violation(
                        FailureReason.ID_TOKEN_KEY,
                        "no key at " + expected.relationship().metadata().jwksUri() + " fits kid "
                                + Printable.of(String.valueOf(token.header().get("kid"))));
        }
    }

    private void expiry() {
        Long exp = Json.wholeNumber(claims, "exp");
        require(
                exp != null && now() - skew() < exp,
                FailureReason.ID_TOKEN_EXPIRED,
                () -> "exp is " + shown("exp") + ", now is " + now());
    }

    private void issuedAt() {
        Long iat = Json.wholeNumber(claims, "iat");
        if (iat == null) {
            throw violation(FailureReason.ID_TOKEN_ISSUED_AT, "iat is " + shown("iat"));
        }
        require(
                iat <= now() + skew(),
                FailureReason.ID_TOKEN_ISSUED_AT,
                () -> "the token was issued " + (iat - now()) + " s in the future; check this server's clock");
        require(
                iat >= now() - skew() - MAX_AGE_OF_TOKEN.toSeconds(),
                FailureReason.ID_TOKEN_ISSUED_AT,
                () -> "the token was issued " + (now() - iat) + " s ago");
    }

    private void notBefore() {
        Long nbf = Json.wholeNumber(claims, "nbf");
        require(
                !claims.containsKey("nbf") || (nbf != null && nbf <= now() + skew()),
                FailureReason.ID_TOKEN_NOT_YET_VALID,
                () -> "nbf is " + shown("nbf") + ", now is " + now());
    }

    private void nonce() {
        boolean isOptional = expected.occasion() == Occasion.REFRESH;
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
        Duration maxAge = expected.asked().maxAge();
        if (maxAge != null) {
            require(
                    authTime != null && authTime >= now() - skew() - maxAge.toSeconds(),
                    FailureReason.ID_TOKEN_AUTH_TIME,
                    () -> "auth_time is " + shown("auth_time") + ", now is " + now() + ", max_age is "
                            + maxAge.toSeconds());
        }
        long startedAt = expected.startedAt().getEpochSecond();
        require(
                !expected.asked().reauthentication() || (authTime != null && authTime >= startedAt - skew()),
                FailureReason.ID_TOKEN_AUTH_TIME,
                () -> "auth_time is " + shown("auth_time") + ", but prompt=login was sent at " + startedAt
                        + "; ask for auth_time by maxAge(...), or send prompt unchecked by parameter(\"prompt\", ...)");
    }

    private void subject() {
        String subject = Json.string(claims, "sub");
        require(
                subject != null && !subject.isEmpty() && subject.length() <= MAX_SUBJECT_LENGTH,
                FailureReason.ID_TOKEN_SUBJECT,
                () -> "sub is missing, empty or longer than " + MAX_SUBJECT_LENGTH + " characters");
    }

    private void essentialClaims() {
        EssentialClaims.require(expected.asked().inIdToken(), claims, "ID token");
    }

    private void accessTokenHash() {
        hash("at_hash", expected.accessToken(), FailureReason.ID_TOKEN_ACCESS_TOKEN_HASH, "access token");
    }

    private void codeHash() {
        AuthorizationCode code = expected.code();
        hash("c_hash", code == null ? null : code.value(), FailureReason.ID_TOKEN_CODE_HASH, "code");
    }

    /** Must be right where it is, and must be there if the two came through the browser together. */
    private void hash(String claim, @Nullable String value, FailureReason otherwise, String what) {
        boolean isOptional = expected.occasion() != Occasion.FRONT_CHANNEL;
        if (value == null || (isOptional && !claims.containsKey(claim))) {
            return;
        }
        require(
                claims.get(claim) instanceof String hash
                        && Hashes.equalInConstantTime(hash, LeftHalfHash.of(expected.algorithm(), value)),
                otherwise,
                () -> claims.containsKey(claim) ? claim + " does not fit the " + what : claim + " is missing");
    }

    private void agreement() {
        Expected.Agreement previous = expected.previous();
        if (previous != null) {
            require(
                    previous.issuer().equals(claims.get("iss"))
                            && previous.subject().equals(claims.get("sub"))
                            && Json.strings(claims, "aud").containsAll(previous.audiences())
                            && agrees("azp", previous.authorizedParty())
                            && agrees("auth_time", previous.authTime())
                            && agrees("sid", previous.sid()),
                    previous.otherwise(),
                    "iss, sub, aud, azp, auth_time or sid is not that of the login");
        }
    }

    /** What both tokens say, they say alike. */
    private boolean agrees(String claim, @Nullable Object before) {
        Object number = Json.wholeNumber(claims, claim);
        Object now = number == null ? claims.get(claim) : number;
        return before == null || now == null || now.equals(before);
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
        require(holds, reason, () -> otherwise);
    }

    private static void require(boolean holds, FailureReason reason, Supplier<String> otherwise) {
        if (!holds) {
            throw violation(reason, otherwise.get());
        }
    }

    private static ProtocolViolation violation(FailureReason reason, String problem) {
        return new ProtocolViolation(reason, "ID token: " + problem + ".");
    }
}
