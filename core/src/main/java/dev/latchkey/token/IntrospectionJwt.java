package dev.latchkey.token;

import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.ProviderUnavailable;
import dev.latchkey.http.HttpAnswer;
import dev.latchkey.internal.Json;
import dev.latchkey.internal.Jws;
import dev.latchkey.internal.MalformedException;
import dev.latchkey.provider.KeySet;
import dev.latchkey.provider.KeySet.Bringer;
import dev.latchkey.provider.NamedProvider.Relationship;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** An introspection answer that is a JWT (RFC 9701 §5): made by this provider, for this client, now. */
final class IntrospectionJwt {
    private static final Duration MAX_AGE = Duration.ofMinutes(10);

    private IntrospectionJwt() {}

    /**
     * Verifies the answer.
     *
     * @return what it says about the token
     * @throws ProviderUnavailable if it breaks a rule, or the provider's keys cannot be read
     */
    static Map<String, Object> verify(
            HttpAnswer answer,
            String algorithm,
            Relationship relationship,
            KeySet keys,
            Instant now,
            Duration clockSkew) {
        Jws jwt = parse(answer);
        requireHeader(jwt.header(), algorithm);
        requireClaims(jwt.payload(), relationship, now.getEpochSecond(), clockSkew.toSeconds());
        require(
                ProviderSignature.of(
                                jwt, algorithm, keys, relationship.metadata().jwksUri(), Bringer.PROVIDER)
                        == ProviderSignature.VALID,
                "the signature is by none of the provider's keys");
        Map<String, Object> content = Json.object(jwt.payload(), "token_introspection");
        if (content == null) {
            throw violation("token_introspection is missing");
        }
        return content;
    }

    private static Jws parse(HttpAnswer answer) {
        try {
            return Jws.parse(new String(answer.body(), StandardCharsets.US_ASCII).strip());
        } catch (MalformedException e) {
            throw violation(e.getMessage());
        }
    }

    private static void requireHeader(Map<String, Object> header, String algorithm) {
        require("token-introspection+jwt".equalsIgnoreCase(Json.string(header, "typ")), "typ is another");
        require(algorithm.equals(header.get("alg")), "it is not signed with " + algorithm);
        require(!header.containsKey("crit") && !header.containsKey("b64"), "the header has crit");
    }

    private static void requireClaims(Map<String, Object> claims, Relationship relationship, long now, long skew) {
        require(relationship.metadata().issuer().equals(claims.get("iss")), "iss is not the provider's");
        require(
                Json.strings(claims, "aud").contains(relationship.client().clientId()),
                "aud does not name this client");
        Long issuedAt = Json.wholeNumber(claims, "iat");
        require(
                issuedAt != null && issuedAt <= now + skew && issuedAt >= now - skew - MAX_AGE.toSeconds(),
                "iat is missing, in the future or long ago");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw violation(otherwise);
        }
    }

    private static ProviderUnavailable violation(String problem) {
        return new ProviderUnavailable(
                FailureReason.INTROSPECTION_ANSWER, "The introspection answer cannot be trusted: " + problem + ".");
    }
}
