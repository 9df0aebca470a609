package dev.latchkey.testing.jose;

import com.nimbusds.jose.jwk.Curve;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;

/** An asymmetric signature algorithm of JSON Web Signature (RFC 7518 §3.1, RFC 8037 §3.1). */
public enum SigningAlgorithm {
    RS256("RSA", "SHA256withRSA", "SHA-256"),
    RS384("RSA", "SHA384withRSA", "SHA-384"),
    RS512("RSA", "SHA512withRSA", "SHA-512"),
    PS256("RSA", "RSASSA-PSS", "SHA-256"),
    PS384("RSA", "RSASSA-PSS", "SHA-384"),
    PS512("RSA", "RSASSA-PSS", "SHA-512"),
    ES256("secp256r1", "SHA256withECDSAinP1363Format", "SHA-256"),
    ES384("secp384r1", "SHA384withECDSAinP1363Format", "SHA-384"),
    ES512("secp521r1", "SHA512withECDSAinP1363Format", "SHA-512"),
    EdDSA("Ed25519", "Ed25519", "SHA-512");

    private final String keys;
    private final String signature;
    private final String digest;

    SigningAlgorithm(String keys, String signature, String digest) {
        this.keys = keys;
        this.signature = signature;
        this.digest = digest;
    }

    /** The algorithm of this name; the message of the exception lists all names. */
    public static SigningAlgorithm named(String name) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("signingAlgorithm: expected one of "
                        + Arrays.toString(values()) + ", for example RS256, not " + name));
    }

    /** The digest of the algorithm, of {@code at_hash} too (OpenID Connect Core §3.1.3.6). */
    public String digest() {
        return digest;
    }

    /** Another algorithm for keys of the same kind, or RS256. */
    public SigningAlgorithm other() {
        return switch (this) {
            case RS256 -> PS256;
            case RS384 -> PS384;
            case RS512 -> PS512;
            default -> RS256;
        };
    }

    /** The same algorithm with another digest, or RS384. */
    public SigningAlgorithm otherDigest() {
        return switch (this) {
            case RS384 -> RS256;
            case PS256 -> PS384;
            case PS384, PS512 -> PS256;
            default -> RS384;
        };
    }

    /** Whether keys of that algorithm serve this one too. */
    boolean takesKeysOf(SigningAlgorithm that) {
        return keys.equals(that.keys);
    }

    KeyPair newKeyPair() {
        try {
            return generator().generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether this key made the signature; false if the key is of another kind. */
    public boolean verify(PublicKey key, byte[] message, byte[] bytes) {
        try {
            Signature verifier = jcaSignature();
            verifier.initVerify(key);
            verifier.update(message);
            return fits(key) && verifier.verify(bytes);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    byte[] sign(PrivateKey key, byte[] message) {
        try {
            Signature signer = jcaSignature();
            signer.initSign(key);
            signer.update(message);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Signature jcaSignature() throws GeneralSecurityException {
        Signature jca = Signature.getInstance(signature);
        if (signature.equals("RSASSA-PSS")) {
            MGF1ParameterSpec mask = new MGF1ParameterSpec(digest);
            int salt = Integer.parseInt(digest.substring("SHA-".length())) / 8;
            jca.setParameter(new PSSParameterSpec(digest, "MGF1", mask, salt, 1));
        }
        return jca;
    }

    /** Each ECDSA algorithm has one curve (RFC 7518 §3.4). */
    private boolean fits(PublicKey key) {
        return !(key instanceof ECPublicKey ec)
                || Curve.forStdName(keys).equals(Curve.forECParameterSpec(ec.getParams()));
    }

    private KeyPairGenerator generator() throws NoSuchAlgorithmException, InvalidAlgorithmParameterException {
        if (keys.equals("RSA")) {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator;
        }
        if (keys.equals("Ed25519")) {
            return KeyPairGenerator.getInstance("Ed25519");
        }
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(keys));
        return generator;
    }
}
