package dev.latchkey.internal;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.JWKGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Our own private keys: they sign request objects and client assertions, and decrypt ID Tokens and UserInfo. Immutable
 * and safe for use by many threads.
 */
public final class ClientKeySet {
    /** All that we publish of a key (RFC 7517 §4, RFC 7518 §6, RFC 8037 §2): no private member is on this list. */
    private static final List<String> PUBLIC_MEMBERS = List.of("kty", "kid", "use", "alg", "crv", "x", "y", "n", "e");

    private static final Set<KeyOperation> SIGNING = Set.of(KeyOperation.SIGN);
    private static final Set<KeyOperation> UNWRAPPING = Set.of(KeyOperation.DECRYPT, KeyOperation.UNWRAP_KEY);
    private static final Set<KeyOperation> AGREEING = Set.of(KeyOperation.DERIVE_KEY, KeyOperation.DERIVE_BITS);

    private final List<JWK> keys;

    ClientKeySet(List<JWK> keys) {
        this.keys = List.copyOf(keys);
    }

    /**
     * The keys of a JWK set (RFC 7517 §5), or one JWK: private RSA keys of 2048 bits or more, EC keys on P-256, P-384 or
     * P-521, Ed25519 keys. A key without {@code kid} gets its thumbprint (RFC 7638) as one.
     *
     * @throws MalformedException if a key is none of these or its parts do not belong together, or two have one
     *     {@code kid}; the message says which key, by its position, and holds no key material
     */
    public static ClientKeySet parse(String jwkSetJson) throws MalformedException {
        return new ClientKeySet(PrivateKeys.parse(jwkSetJson));
    }

    /** Fresh keys: RSA 2048, P-256 and Ed25519 for signatures, RSA 2048 and P-256 for encryption. Takes some 200 ms. */
    public static ClientKeySet generate() {
        try {
            return new ClientKeySet(List.of(
                    rsa().keyUse(KeyUse.SIGNATURE).generate(),
                    ec(KeyUse.SIGNATURE),
                    Ed25519.generate()
                            .keyUse(KeyUse.SIGNATURE)
                            .keyIDFromThumbprint()
                            .build(),
                    // Some providers look for a key that names the algorithm; we have only one for RSA.
                    rsa().keyUse(KeyUse.ENCRYPTION)
                            .algorithm(JWEAlgorithm.RSA_OAEP_256)
                            .generate(),
                    ec(KeyUse.ENCRYPTION)));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JWKGenerator<RSAKey> rsa() {
        return new RSAKeyGenerator(VerificationKey.MIN_RSA_BITS).keyIDFromThumbprint(true);
    }

    private static JWK ec(KeyUse use) throws JOSEException {
        return new ECKeyGenerator(Curve.P_256)
                .keyUse(use)
                .keyIDFromThumbprint(true)
                .generate();
    }

    /** The private keys as a JWK set: a secret, for a file that only the owner reads. */
    public String json() {
        return new JWKSet(keys).toString(false);
    }

    /** The public keys as a JWK set, for publication. */
    public String publicJson() {
        return Json.write(publicMembers());
    }

    /** The public keys as the value of the client metadata member {@code jwks} (RFC 7591 §2). */
    public Map<String, Object> publicMembers() {
        return Map.of("keys", keys.stream().map(ClientKeySet::publicMembersOf).toList());
    }

    private static Map<String, Object> publicMembersOf(JWK key) {
        Map<String, Object> all = key.toPublicJWK().toJSONObject();
        Map<String, Object> members = new LinkedHashMap<>();
        for (String name : PUBLIC_MEMBERS) {
            if (all.get(name) instanceof String value) {
                members.put(name, value);
            }
        }
        return Collections.unmodifiableMap(members);
    }

    /** Is there a key for signatures of this algorithm (one of {@link SignatureAlgorithms#ASYMMETRIC})? */
    public boolean canSign(String algorithm) {
        return signingKey(algorithm) != null;
    }

    /**
     * A JWS in compact serialization (RFC 7515 §7.1), signed by the first key of this set that fits.
     *
     * @param algorithm one of {@link SignatureAlgorithms#ASYMMETRIC}
     * @param type the {@code typ} of the header
     * @throws IllegalArgumentException if no key fits: see {@link #canSign}
     */
    public String sign(String algorithm, String type, Map<String, ?> claims) {
        JWK key = signingKey(algorithm);
        if (key == null) {
            throw new IllegalArgumentException("no key of ours fits " + algorithm);
        }
        JWSHeader header =
                JwtWriter.header(algorithm, type).keyID(key.getKeyID()).build();
        String input = JwtWriter.input(header.toBase64URL().toString(), claims);
        try {
            return input + "." + signature(key, header, input.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException | JOSEException e) {
            throw new IllegalStateException("cannot sign with " + algorithm, e);
        }
    }

    private static String signature(JWK key, JWSHeader header, byte[] input)
            throws GeneralSecurityException, JOSEException {
        if (key instanceof OctetKeyPair pair) {
            return Hashes.base64Url(Ed25519.sign(pair, input));
        }
        return (key instanceof RSAKey rsa ? new RSASSASigner(rsa) : new ECDSASigner((ECKey) key))
                .sign(header, input)
                .toString();
    }

    private @Nullable JWK signingKey(String algorithm) {
        return keys.stream()
                .filter(key -> VerificationKey.fits(key, algorithm) && isFor(key, KeyUse.SIGNATURE, SIGNING))
                .findFirst()
                .orElse(null);
    }

    /** Is there a key for this key management algorithm (one of {@link Jwe#KEY_ALGORITHMS})? */
    public boolean canDecrypt(String keyAlgorithm) {
        return !decryptionKeys(keyAlgorithm, null).isEmpty();
    }

    /** The keys to try: the one with this id, or else all that fit. */
    List<JWK> decryptionKeys(String keyAlgorithm, @Nullable String kid) {
        List<JWK> fitting =
                keys.stream().filter(key -> decrypts(key, keyAlgorithm)).toList();
        List<JWK> named = fitting.stream()
                .filter(key -> Objects.equals(key.getKeyID(), kid))
                .toList();
        return named.isEmpty() ? fitting : named;
    }

    private static boolean decrypts(JWK key, String keyAlgorithm) {
        if (!Jwe.KEY_ALGORITHMS.contains(keyAlgorithm)
                || (key.getAlgorithm() != null && !key.getAlgorithm().getName().equals(keyAlgorithm))) {
            return false;
        }
        return keyAlgorithm.startsWith("RSA")
                ? key instanceof RSAKey && isFor(key, KeyUse.ENCRYPTION, UNWRAPPING)
                : key instanceof ECKey && isFor(key, KeyUse.ENCRYPTION, AGREEING);
    }

    private static boolean isFor(JWK key, KeyUse use, Set<KeyOperation> operations) {
        return (key.getKeyUse() == null || key.getKeyUse().equals(use))
                && (key.getKeyOperations() == null || !Collections.disjoint(key.getKeyOperations(), operations));
    }

    @Override
    public String toString() {
        return "ClientKeySet[" + keys.size() + " keys]";
    }
}
