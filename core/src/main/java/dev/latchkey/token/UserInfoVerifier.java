package dev.latchkey.token;

import dev.latchkey.config.Encryption;
import dev.latchkey.config.JwtProtection;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.ProtocolViolation;
import dev.latchkey.internal.Json;
import dev.latchkey.internal.Jwe;
import dev.latchkey.internal.Jws;
import dev.latchkey.internal.MalformedException;
import dev.latchkey.provider.KeySet.Bringer;
import dev.latchkey.provider.NamedProvider.Relationship;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** UserInfo as a JWT (OpenID Connect Core §5.3.2): encrypted and signed as registered, by this provider, for this client. */
final class UserInfoVerifier {
    private UserInfoVerifier() {}

    /**
     * Verifies a UserInfo JWT.
     *
     * @return its claims; whom they are about is not checked yet
     * @throws ProtocolViolation if it breaks a rule
     * @throws dev.latchkey.failure.ProviderUnavailable if the provider's keys cannot be read
     */
    static Map<String, Object> verify(
            String jwt, JwtProtection protection, Relationship relationship, Instant now, Duration clockSkew) {
        Jws token = parse(jwt, protection, relationship);
        requireSignature(token, protection.signingAlgorithm(), relationship);
        requireClaims(token.payload(), relationship, now.minus(clockSkew));
        return token.payload();
    }

    private static Jws parse(String jwt, JwtProtection protection, Relationship relationship) {
        Encryption encryption = protection.encryption();
        if (Jwe.isEncrypted(jwt) == (encryption == null)) {
            throw violation(
                    FailureReason.USERINFO_PROTECTION, encryption == null ? "it is encrypted" : "it is not encrypted");
        }
        try {
            return Jws.parse(
                    encryption == null
                            ? jwt
                            : Jwe.decrypt(
                                    jwt,
                                    encryption.algorithm(),
                                    encryption.method(),
                                    relationship.provider().ownKeys()));
        } catch (MalformedException e) {
            throw violation(FailureReason.USERINFO_PROTECTION, e.getMessage());
        }
    }

    private static void requireSignature(Jws token, String algorithm, Relationship relationship) {
        if (!algorithm.equals(token.header().get("alg"))) {
            throw violation(FailureReason.USERINFO_PROTECTION, "it is not signed with " + algorithm);
        }
        if (token.header().containsKey("crit") || token.header().containsKey("b64")) {
            throw violation(FailureReason.USERINFO_PROTECTION, "the header has crit");
        }
        if (ProviderSignature.of(token, algorithm, relationship, Bringer.PROVIDER) != ProviderSignature.VALID) {
            throw violation(FailureReason.USERINFO_SIGNATURE, "the signature is by none of the provider's keys");
        }
    }

    private static void requireClaims(Map<String, Object> claims, Relationship relationship, Instant now) {
        if (!relationship.metadata().issuer().equals(claims.get("iss"))) {
            throw violation(FailureReason.USERINFO_CLAIMS, "iss is not the provider's");
        }
        if (!Json.strings(claims, "aud").contains(relationship.client().clientId())) {
            throw violation(FailureReason.USERINFO_CLAIMS, "aud does not name this client");
        }
        Long expires = Json.wholeNumber(claims, "exp");
        if (claims.containsKey("exp") && (expires == null || expires <= now.getEpochSecond())) {
            throw violation(FailureReason.USERINFO_CLAIMS, "it is expired");
        }
    }

    private static ProtocolViolation violation(FailureReason reason, String problem) {
        return new ProtocolViolation(reason, "The UserInfo JWT: " + problem + ".");
    }
}
