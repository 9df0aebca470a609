package dev.latchkey.token;

import static dev.latchkey.token.AccessTokenClaims.require;

import dev.latchkey.failure.FailureReason;
import dev.latchkey.internal.Json;
import dev.latchkey.internal.Jws;
import dev.latchkey.internal.Printable;
import dev.latchkey.provider.KeySet;
import dev.latchkey.provider.KeySet.Bringer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** The rules of RFC 9068 §4 for an access token that is a JWT, one check each. Everything cheap comes before the signature. */
final class AccessTokenVerifier {
    private final Jws token;
    private final AccessTokenClaims claims;
    private final Expected expected;

    /** What is an access token? */
    enum Typing {
        /** What says so: {@code at+jwt}. */
        REQUIRED,
        /** Also what says nothing, and does not look like another token. */
        OPTIONAL
    }

    /**
     * What a token is checked against.
     *
     * @param issuer the issuer
     * @param audience what {@code aud} must contain
     * @param algorithms the accepted algorithms
     * @param typing what is an access token
     * @param keys the issuer's keys
     * @param jwksUri where they are
     * @param now the time
     * @param clockSkew how far the provider's clock may be off
     */
    record Expected(
            String issuer,
            String audience,
            Set<String> algorithms,
            Typing typing,
            KeySet keys,
            URI jwksUri,
            Instant now,
            Duration clockSkew) {}

    private AccessTokenVerifier(Jws token, Expected expected) {
        this.token = token;
        this.claims = new AccessTokenClaims(
                token.payload(), expected.issuer(), expected.audience(), expected.now(), expected.clockSkew());
        this.expected = expected;
    }

    /**
     * Verifies an access token.
     *
     * @throws dev.latchkey.failure.ProtocolViolation if it breaks a rule
     * @throws dev.latchkey.failure.ProviderUnavailable if the provider's keys cannot be read
     */
    static VerifiedAccessToken verify(Jws token, Expected expected) {
        AccessTokenVerifier verifier = new AccessTokenVerifier(token, expected);
        verifier.type();
        verifier.claims.requireIssuer();
        verifier.claims.requireAudience();
        verifier.claims.requireSubject();
        verifier.claims.requireExpiry();
        verifier.claims.requireTimes();
        verifier.claims.requireUnbound();
        verifier.algorithm();
        verifier.criticalHeader();
        verifier.signature();
        return new VerifiedAccessToken(expected.issuer(), token.payload());
    }

    /** {@code typ} is a media type, its beginning optional and letter case aside (RFC 7515 §4.1.9, RFC 9068 §2.1). */
    private void type() {
        Object value = token.header().get("typ");
        String type = value == null ? "" : String.valueOf(value).toLowerCase(Locale.ROOT);
        if (type.equals("at+jwt") || type.equals("application/at+jwt")) {
            return;
        }
        require(
                expected.typing() == Typing.OPTIONAL && (type.isEmpty() || type.equals("jwt")),
                FailureReason.BEARER_TYPE,
                () -> "typ is " + Printable.of(String.valueOf(value)) + ", expected at+jwt");
        claims.requireNoOtherToken();
    }

    private void algorithm() {
        Object algorithm = token.header().get("alg");
        require(
                algorithm instanceof String name && expected.algorithms().contains(name),
                FailureReason.BEARER_ALGORITHM,
                () -> "alg is " + Printable.of(String.valueOf(algorithm)) + ", expected one of "
                        + expected.algorithms());
    }

    private void criticalHeader() {
        require(
                !token.header().containsKey("crit") && !token.header().containsKey("b64"),
                FailureReason.BEARER_CRITICAL_HEADER,
                "the header has crit");
    }

    private void signature() {
        String algorithm = Objects.requireNonNull(Json.string(token.header(), "alg"));
        ProviderSignature signature =
                ProviderSignature.of(token, algorithm, expected.keys(), expected.jwksUri(), Bringer.CALLER);
        require(
                signature != ProviderSignature.NO_KEY,
                FailureReason.BEARER_KEY,
                () -> "no key at " + expected.jwksUri() + " fits kid "
                        + Printable.of(String.valueOf(token.header().get("kid"))));
        require(
                signature == ProviderSignature.VALID,
                FailureReason.BEARER_SIGNATURE,
                "the signature is by none of the provider's keys");
    }
}
