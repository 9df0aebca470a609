package dev.latchkey.internal;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A provider's public key for signatures. */
public final class VerificationKey {
    /** The algorithms that are supported (RFC 7518 §3.1): asymmetric ones only. */
    public static final Set<String> ALGORITHMS =
            Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");

    private static final int MIN_RSA_BITS = 2048;
    private static final int MAX_KEYS = 100;

    private final JWK jwk;

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
        return jwk instanceof ECKey || (jwk instanceof RSAKey rsa && rsa.size() >= MIN_RSA_BITS);
    }

    /** The key id, if the key has one. */
    public @Nullable String kid() {
        return jwk.getKeyID();
    }

    /** Can this key verify signatures of this algorithm (RFC 7518 §3.1)? */
    public boolean fits(String algorithm) {
        if (jwk.getAlgorithm() != null && !jwk.getAlgorithm().getName().equals(algorithm)) {
            return false;
        }
        return switch (algorithm) {
            case "RS256", "RS384", "RS512", "PS256", "PS384", "PS512" -> jwk instanceof RSAKey;
            case "ES256" -> isOn(Curve.P_256);
            case "ES384" -> isOn(Curve.P_384);
            case "ES512" -> isOn(Curve.P_521);
            default -> false;
        };
    }

    private boolean isOn(Curve curve) {
        return jwk instanceof ECKey ec && ec.getCurve().equals(curve);
    }

    JWSVerifier verifierFor(JWSHeader header) throws JOSEException {
        if (!fits(header.getAlgorithm().getName())) {
            throw new JOSEException("key does not fit the algorithm");
        }
        return jwk instanceof RSAKey rsa ? new RSASSAVerifier(rsa) : new ECDSAVerifier((ECKey) jwk);
    }

    @Override
    public String toString() {
        return "VerificationKey[" + jwk.getKeyType() + ", kid=" + jwk.getKeyID() + "]";
    }
}
