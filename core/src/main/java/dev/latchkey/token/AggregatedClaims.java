package dev.latchkey.token;

import dev.latchkey.config.ProviderSettings;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.ProtocolViolation;
import dev.latchkey.internal.Json;
import dev.latchkey.internal.Jws;
import dev.latchkey.internal.MalformedException;
import dev.latchkey.internal.Printable;
import dev.latchkey.internal.SignatureAlgorithms;
import dev.latchkey.provider.KeySet;
import dev.latchkey.provider.KeySet.Bringer;
import dev.latchkey.provider.NamedProvider.Relationship;
import dev.latchkey.provider.ProviderHttp;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The JWT around aggregated claims (OpenID Connect Core §5.6.2): signed by the provider itself or by a claims provider
 * that the application trusts. Thread-safe.
 */
final class AggregatedClaims {
    private static final Logger LOG = LoggerFactory.getLogger("dev.latchkey");

    private final ProviderHttp http;
    private final Duration clockSkew;
    private final InstantSource clock;
    /** By JWKS URI; these come from settings, so there are few. */
    private final Map<URI, KeySet> keys = new ConcurrentHashMap<>();

    /** Whoever may sign: its keys, and where they are. */
    private record Signer(KeySet keys, URI jwksUri) {}

    AggregatedClaims(ProviderHttp http, Duration clockSkew, InstantSource clock) {
        this.http = http;
        this.clockSkew = clockSkew;
        this.clock = clock;
    }

    /**
     * The claims in a JWT; null, with a warning, if nobody trusts its issuer.
     *
     * @param subject the ID token's
     * @throws ProtocolViolation if the JWT cannot be read, or if it is a trusted issuer's and breaks a rule
     * @throws dev.latchkey.failure.ProviderUnavailable if the issuer's keys cannot be read
     */
    @Nullable
    Map<String, Object> verify(@Nullable String jwt, Relationship relationship, String subject) {
        Jws token = parse(jwt);
        Map<String, Object> claims = token.payload();
        String issuer = Json.string(claims, "iss");
        boolean isOwn = relationship.metadata().issuer().equals(issuer);
        Signer signer = isOwn ? own(relationship) : trusted(issuer, relationship.settings());
        if (signer == null) {
            LOG.warn(
                    "Aggregated claims by {} are left out; Provider.trustClaimsProvider(issuer, jwksUri) trusts them.",
                    issuer == null ? "an unnamed issuer" : Printable.of(issuer));
            return null;
        }
        requireSignature(token, signer);
        requireTimes(claims);
        require(
                !claims.containsKey("aud")
                        || Json.strings(claims, "aud")
                                .contains(relationship.client().clientId()),
                "aud does not name this client");
        // Another issuer has its own names for users; that these are the claims of this one is the provider's word.
        require(
                !isOwn || !claims.containsKey("sub") || subject.equals(claims.get("sub")),
                "sub is not that of the ID token");
        return claims;
    }

    private static Signer own(Relationship relationship) {
        return new Signer(
                relationship.provider().keys(), relationship.metadata().jwksUri());
    }

    private @Nullable Signer trusted(@Nullable String issuer, ProviderSettings settings) {
        URI jwksUri = issuer == null ? null : settings.claimsProviders().get(issuer);
        return jwksUri == null
                ? null
                : new Signer(keys.computeIfAbsent(jwksUri, uri -> new KeySet(http, clock)), jwksUri);
    }

    private static Jws parse(@Nullable String jwt) {
        try {
            if (jwt != null) {
                return Jws.parse(jwt);
            }
        } catch (MalformedException e) {
            throw violation("cannot be read: " + e.getMessage());
        }
        throw violation("the JWT is not a string");
    }

    /** Nothing was agreed upon about the algorithm, so every asymmetric one will do; a MAC or none never does. */
    private static void requireSignature(Jws token, Signer signer) {
        String algorithm = Json.string(token.header(), "alg");
        if (algorithm == null || !SignatureAlgorithms.ASYMMETRIC.contains(algorithm)) {
            throw violation(
                    "alg is " + Printable.of(String.valueOf(token.header().get("alg"))));
        }
        require(!token.header().containsKey("crit") && !token.header().containsKey("b64"), "the header has crit");
        require(
                ProviderSignature.of(token, algorithm, signer.keys(), signer.jwksUri(), Bringer.PROVIDER)
                        == ProviderSignature.VALID,
                "the signature is by none of the issuer's keys");
    }

    private void requireTimes(Map<String, Object> claims) {
        long now = clock.instant().getEpochSecond();
        long skew = clockSkew.toSeconds();
        Long expires = Json.wholeNumber(claims, "exp");
        require(!claims.containsKey("exp") || (expires != null && now - skew < expires), "it is expired");
        Long notBefore = Json.wholeNumber(claims, "nbf");
        require(!claims.containsKey("nbf") || (notBefore != null && notBefore <= now + skew), "it is not yet valid");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw violation(otherwise);
        }
    }

    private static ProtocolViolation violation(String problem) {
        return new ProtocolViolation(FailureReason.AGGREGATED_CLAIMS, "The aggregated claims: " + problem + ".");
    }
}
