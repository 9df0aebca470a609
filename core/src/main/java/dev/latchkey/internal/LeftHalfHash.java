package dev.latchkey.internal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The left half of a digest, as {@code at_hash}, {@code c_hash} and {@code s_hash} have it (OIDC Core §3.1.3.6, §3.3.2.11). */
public final class LeftHalfHash {
    private LeftHalfHash() {}

    /**
     * The base64url left half of the digest of an ASCII value.
     *
     * @param algorithm the {@code alg} of the ID Token: its last three digits choose SHA-256, SHA-384 or SHA-512; EdDSA
     *     over Ed25519 uses SHA-512, its own digest (RFC 8032 §5.1)
     * @throws IllegalArgumentException if the algorithm has no digest
     */
    public static String of(String algorithm, String value) {
        byte[] digest = Hashes.digest(digestOf(algorithm), value.getBytes(StandardCharsets.US_ASCII));
        return Hashes.base64Url(Arrays.copyOf(digest, digest.length / 2));
    }

    private static String digestOf(String algorithm) {
        if (algorithm.equals("EdDSA")) {
            return "SHA-512";
        }
        if (!SignatureAlgorithms.ASYMMETRIC.contains(algorithm) && !SignatureAlgorithms.MAC.contains(algorithm)) {
            throw new IllegalArgumentException("no digest belongs to this algorithm");
        }
        return "SHA-" + algorithm.substring(2);
    }
}
