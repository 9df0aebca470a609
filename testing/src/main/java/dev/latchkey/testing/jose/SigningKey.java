package dev.latchkey.testing.jose;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.FutureTask;

/** A key pair with a name. It is made on first use, or earlier where {@link #prepare} runs. Thread-safe. */
public final class SigningKey {
    private final String kid;
    private final SigningAlgorithm algorithm;
    private final FutureTask<KeyPair> pair;

    /** A new key. */
    public SigningKey(String kid, SigningAlgorithm algorithm) {
        this.kid = kid;
        this.algorithm = algorithm;
        this.pair = new FutureTask<>(algorithm::newKeyPair);
    }

    /** The key's name in the key set. */
    public String kid() {
        return kid;
    }

    /** What the key is meant for. */
    public SigningAlgorithm algorithm() {
        return algorithm;
    }

    /** Makes the key pair, unless that has begun already. */
    public void prepare() {
        pair.run();
    }

    /** The signature over these bytes. */
    public byte[] sign(byte[] message) {
        return sign(algorithm, message);
    }

    /** The signature over these bytes by another algorithm for the same kind of key. */
    public byte[] sign(SigningAlgorithm other, byte[] message) {
        return other.sign(pair().getPrivate(), message);
    }

    /** Whether this key can sign by that algorithm. */
    public boolean fits(SigningAlgorithm other) {
        return other.takesKeysOf(algorithm);
    }

    /** The public key as a JSON Web Key with {@code kid}, {@code use} and {@code alg}; the map is the caller's. */
    public Map<String, Object> jwk() {
        Map<String, Object> members = new LinkedHashMap<>(publicJwk().toJSONObject());
        members.put("kid", kid);
        members.put("use", "sig");
        members.put("alg", algorithm.name());
        return members;
    }

    /** The public key. */
    public PublicKey publicKey() {
        return pair().getPublic();
    }

    /** The public key as PEM. */
    public String pem() {
        byte[] key = pair().getPublic().getEncoded();
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key)
                + "\n-----END PUBLIC KEY-----\n";
    }

    private JWK publicJwk() {
        PublicKey key = pair().getPublic();
        if (key instanceof RSAPublicKey rsa) {
            return new RSAKey.Builder(rsa).build();
        }
        if (key instanceof ECPublicKey ec) {
            return new ECKey.Builder(Curve.forECParameterSpec(ec.getParams()), ec).build();
        }
        byte[] encoded = key.getEncoded();
        byte[] raw = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
        return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(raw)).build();
    }

    private KeyPair pair() {
        prepare();
        return Futures.result(pair);
    }
}
