package dev.latchkey.internal;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The parser of our own private keys: unlike a provider's key set, every key must be usable. */
final class PrivateKeys {
    private static final int MAX_KEYS = 100;
    private static final Set<Curve> CURVES = Set.of(Curve.P_256, Curve.P_384, Curve.P_521);
    private static final byte[] PROBE = "latchkey".getBytes(StandardCharsets.US_ASCII);

    private PrivateKeys() {}

    static List<JWK> parse(String json) throws MalformedException {
        Map<String, Object> object = Json.parse(json);
        List<?> members = object.containsKey("kty") ? List.of(object) : membersOf(object);
        List<JWK> keys = new ArrayList<>();
        Set<String> kids = new HashSet<>();
        for (Object member : members) {
            String name = "key " + (keys.size() + 1);
            JWK key = parse(member, name);
            if (!kids.add(key.getKeyID())) {
                throw new MalformedException(name + " has the 'kid' of another key");
            }
            keys.add(key);
        }
        return keys;
    }

    private static List<?> membersOf(Map<String, Object> set) throws MalformedException {
        if (!(set.get("keys") instanceof List<?> keys) || keys.isEmpty() || keys.size() > MAX_KEYS) {
            throw new MalformedException("neither a JWK nor a JWK set of 1 to " + MAX_KEYS + " keys");
        }
        return keys;
    }

    @SuppressWarnings("unchecked") // The parser makes maps with string keys only.
    private static JWK parse(Object member, String name) throws MalformedException {
        try {
            if (!(member instanceof Map<?, ?> map)) {
                throw new MalformedException(name + " is not an object");
            }
            JWK key = JWK.parse((Map<String, Object>) map);
            require(key, name);
            return key.getKeyID() == null ? withKid(key) : key;
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            // Without the cause: its message may quote the key.
            throw new MalformedException(name + " is not a valid JWK of a known kind");
        }
    }

    private static void require(JWK key, String name) throws MalformedException {
        if (key.getKeyType().equals(KeyType.OCT)) {
            throw new MalformedException(name + " is symmetric: RSA, EC and Ed25519 keys are supported");
        }
        if (!key.isPrivate()) {
            throw new MalformedException(name + " has no private part");
        }
        if (key instanceof RSAKey && key.size() < VerificationKey.MIN_RSA_BITS) {
            throw new MalformedException(name + " is too short: RSA keys have 2048 bits or more");
        }
        if (key instanceof ECKey ec && !CURVES.contains(ec.getCurve())) {
            throw new MalformedException(name + " is on another curve than P-256, P-384 and P-521");
        }
        if (key instanceof OctetKeyPair && !Ed25519.isKey(key)) {
            throw new MalformedException(name + " is an OKP key, but not a well-formed Ed25519 key");
        }
        if (!isPair(key)) {
            throw new MalformedException(name + " has a private part that does not belong to its public part");
        }
    }

    private static boolean isPair(JWK key) {
        try {
            Signature signature = Signature.getInstance(
                    key instanceof RSAKey ? "SHA256withRSA" : key instanceof ECKey ? "SHA256withECDSA" : "Ed25519");
            signature.initSign(privateKey(key));
            signature.update(PROBE);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey(key));
            signature.update(PROBE);
            return signature.verify(signed);
        } catch (GeneralSecurityException | JOSEException | RuntimeException e) {
            return false;
        }
    }

    private static PrivateKey privateKey(JWK key) throws GeneralSecurityException, JOSEException {
        return key instanceof OctetKeyPair pair ? Ed25519.privateKey(pair) : ((AsymmetricJWK) key).toPrivateKey();
    }

    private static PublicKey publicKey(JWK key) throws GeneralSecurityException, JOSEException {
        return key instanceof OctetKeyPair pair ? Ed25519.publicKey(pair) : ((AsymmetricJWK) key).toPublicKey();
    }

    private static JWK withKid(JWK key) throws JOSEException {
        if (key instanceof RSAKey rsa) {
            return new RSAKey.Builder(rsa).keyIDFromThumbprint().build();
        }
        return key instanceof ECKey ec
                ? new ECKey.Builder(ec).keyIDFromThumbprint().build()
                : new OctetKeyPair.Builder((OctetKeyPair) key)
                        .keyIDFromThumbprint()
                        .build();
    }
}
