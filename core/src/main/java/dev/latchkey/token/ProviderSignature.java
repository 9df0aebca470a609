package dev.latchkey.token;

import dev.latchkey.failure.Misconfigured;
import dev.latchkey.internal.Json;
import dev.latchkey.internal.Jws;
import dev.latchkey.internal.MalformedException;
import dev.latchkey.internal.SignatureAlgorithms;
import dev.latchkey.internal.VerificationKey;
import dev.latchkey.provider.KeySet;
import dev.latchkey.provider.KeySet.Bringer;
import dev.latchkey.provider.NamedProvider.Relationship;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Is a JWT signed by whom it should be signed by? (RFC 7515 §5.2, OpenID Connect Core §10.1) */
public enum ProviderSignature {
    /** By a key of the signer. */
    VALID,
    /** By none of the signer's keys. */
    INVALID,
    /** The signer has no key that fits. */
    NO_KEY;

    /**
     * Of a JWT of this provider; with HS256, HS384 or HS512 the key is the client secret.
     *
     * @param algorithm the one that is expected; the token's own was compared with it before
     * @param bringer who brought it
     * @throws dev.latchkey.failure.ProviderUnavailable if the keys cannot be read
     */
    public static ProviderSignature of(Jws token, String algorithm, Relationship relationship, Bringer bringer) {
        if (SignatureAlgorithms.MAC.contains(algorithm)) {
            String secret = Objects.requireNonNull(
                    relationship.client().clientSecret(), "checked when the client was configured or registered");
            return token.isSignedBy(key(algorithm, secret)) ? VALID : INVALID;
        }
        return of(
                token,
                algorithm,
                relationship.provider().keys(),
                relationship.metadata().jwksUri(),
                bringer);
    }

    /** Of a JWT by whoever has these keys, which are read again if none of them is the one that the token names. */
    static ProviderSignature of(Jws token, String algorithm, KeySet keys, URI jwksUri, Bringer bringer) {
        String kid = Json.string(token.header(), "kid");
        List<VerificationKey> fitting = fitting(keys.keys(jwksUri), algorithm, kid);
        if (fitting.stream().anyMatch(token::isSignedBy)) {
            return VALID;
        }
        if (fitting.stream().anyMatch(key -> key.kid() != null && key.kid().equals(kid))) {
            return INVALID;
        }
        List<VerificationKey> newer = fitting(keys.refetched(jwksUri, bringer), algorithm, kid);
        return newer.isEmpty() ? NO_KEY : newer.stream().anyMatch(token::isSignedBy) ? VALID : INVALID;
    }

    private static VerificationKey key(String algorithm, String secret) {
        try {
            return VerificationKey.ofClientSecret(algorithm, secret);
        } catch (MalformedException e) {
            throw Misconfigured.setting(
                    "clientSecret", "cannot be used with " + algorithm + ": " + e.getMessage(), "a longer secret");
        }
    }

    /** The key with this id, or, where the token or the keys have none, every key that fits the algorithm. */
    private static List<VerificationKey> fitting(List<VerificationKey> keys, String algorithm, @Nullable String kid) {
        return keys.stream()
                .filter(key -> key.fits(algorithm))
                .filter(key -> kid == null || key.kid() == null || key.kid().equals(kid))
                .toList();
    }
}
