package dev.latchkey.internal;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A key that verifies a provider's signatures: a public key of the provider, or the client secret both know. */
public final class VerificationKey {
    static final int MIN_RSA_BITS = 2048;
    private static final int MAX_KEYS = 100;

    private final JWK jwk;
    private volatile @Nullable JWSVerifier verifier;

    private VerificationKey(JWK jwk) {
        this.jwk = jwk;
    }

    /**
     * The usable keys of a JWK set (RFC 7517 §5). Encryption keys, symmetric and private keys, weak keys and keys of
     * unknown kinds are left out: a set may hold more than we need.
     */
    public static List<VerificationKey> parseSet(byte[] body) throws MalformedException {
        if (!(Json.parse(body).get("keys") instanceof List<?> keys)) {
            throw new MalformedException("a JWK set without 'keys'");
        }
        List<VerificationKey> usable = new ArrayList<>();
        for (Object key : keys.subList(0, Math.min(keys.size(), MAX_KEYS))) {
            JWK jwk = parse(key);
            if (jwk != null && isForSignatures(jwk) && isStrong(jwk)) {
                usable.add(new VerificationKey(jwk));
            }
        }
        return List.copyOf(usable);
    }

    /**
     * The client secret as a key for one algorithm: its bytes are the secret in UTF-8 (OIDC Core §10.1).
     *
     * @param algorithm one of {@link SignatureAlgorithms#MAC}
     * @throws MalformedException if the secret is shorter than the algorithm's hash (RFC 7518 §3.2)
     */
    public static VerificationKey ofClientSecret(String algorithm, String secret) throws MalformedException {
        return new VerificationKey(new OctetSequenceKey.Builder(secretBytes(algorithm, secret))
                .algorithm(JWSAlgorithm.parse(algorithm))
                .build());
    }

    static byte[] secretBytes(String algorithm, String secret) throws MalformedException {
        if (!SignatureAlgorithms.MAC.contains(algorithm)) {
            throw new IllegalArgumentException("not a MAC algorithm: " + algorithm);
        }
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        int needed = Integer.parseInt(algorithm.substring(2)) / 8;
        if (bytes.length < needed) {
            throw new MalformedException("the client secret has " + bytes.length + " bytes, but " + algorithm
                    + " needs a key of at least " + needed + " (RFC 7518 §3.2)");
        }
        return bytes;
    }

    @SuppressWarnings("unchecked") // The parser makes maps with string keys only.
    private static @Nullable JWK parse(Object key) {
        try {
            return key instanceof Map<?, ?> map ? JWK.parse((Map<String, Object>) map) : null;
        } catch (ParseException | IllegalArgumentException e) {
            return null;
        }
    }

    private static boolean isForSignatures(JWK jwk) {
        return !jwk.isPrivate()
                && !KeyUse.ENCRYPTION.equals(jwk.getKeyUse())
                && (jwk.getKeyOperations() == null || jwk.getKeyOperations().contains(KeyOperation.VERIFY));
    }

    private static boolean isStrong(JWK jwk) {
        return jwk instanceof ECKey || Ed25519.isKey(jwk) || (jwk instanceof RSAKey rsa && rsa.size() >= MIN_RSA_BITS);
    }

    /** The key id, if the key has one. */
    public @Nullable String kid() {
        return jwk.getKeyID();
    }

    /** Can this key verify signatures of this algorithm (RFC 7518 §3.1)? A public key never fits a MAC algorithm. */
    public boolean fits(String algorithm) {
        return fits(jwk, algorithm);
    }

    static boolean fits(JWK jwk, String algorithm) {
        if (jwk.getAlgorithm() != null && !jwk.getAlgorithm().getName().equals(algorithm)) {
            return false;
        }
        return switch (algorithm) {
            case "RS256", "RS384", "RS512", "PS256", "PS384", "PS512" -> jwk instanceof RSAKey;
            case "ES256" -> isOn(jwk, Curve.P_256);
            case "ES384" -> isOn(jwk, Curve.P_384);
            case "ES512" -> isOn(jwk, Curve.P_521);
            case "EdDSA" -> Ed25519.isKey(jwk);
            case "HS256", "HS384", "HS512" -> jwk instanceof OctetSequenceKey;
            default -> false;
        };
    }

    private static boolean isOn(JWK jwk, Curve curve) {
        return jwk instanceof ECKey ec && ec.getCurve().equals(curve);
    }

    /** Does this key verify the signature of a JWS whose header says no more than the algorithm? Never if it does not fit. */
    boolean verifies(String algorithm, byte[] input, byte[] signature) {
        if (!fits(algorithm)) {
            return false;
        }
        try {
            if (jwk instanceof OctetKeyPair pair) {
                return Ed25519.verify(pair, input, signature);
            }
            return verifier().verify(new JWSHeader(JWSAlgorithm.parse(algorithm)), input, new Decoded(signature));
        } catch (GeneralSecurityException | JOSEException e) {
            return false;
        }
    }

    /** The library decodes a signature ten times slower than it was decoded already. */
    private static final class Decoded extends Base64URL {
        private static final long serialVersionUID = 1L;

        private final transient byte[] bytes;

        Decoded(byte[] bytes) {
            super("");
            this.bytes = bytes;
        }

        @Override
        public byte[] decode() {
            return bytes;
        }
    }

    /** Made once: to make the JDK's key of the numbers in a JWK takes a fifth of the time that a signature takes. */
    private JWSVerifier verifier() throws JOSEException {
        JWSVerifier made = verifier;
        if (made == null) {
            made = jwk instanceof OctetSequenceKey secret
                    ? new MACVerifier(secret)
                    : jwk instanceof RSAKey rsa ? new RSASSAVerifier(rsa) : new ECDSAVerifier((ECKey) jwk);
            verifier = made;
        }
        return made;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof VerificationKey key && jwk.equals(key.jwk);
    }

    @Override
    public int hashCode() {
        return jwk.hashCode();
    }

    @Override
    public String toString() {
        return "VerificationKey[" + jwk.getKeyType() + ", kid=" + jwk.getKeyID() + "]";
    }
}
