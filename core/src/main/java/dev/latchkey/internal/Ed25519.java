package dev.latchkey.internal;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/** EdDSA over Ed25519 (RFC 8032, RFC 8037 §3.1) by the JDK: the library's own needs another library. */
final class Ed25519 {
    private static final int LENGTH = 32;

    /** What comes before the 32 bytes of a key in its DER encoding (RFC 8410 §4 and §7). */
    private static final byte[] PUBLIC_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final byte[] PRIVATE_PREFIX = HexFormat.of().parseHex("302e020100300506032b657004220420");

    private Ed25519() {}

    /** Is this an Ed25519 key whose parts have the right length? */
    static boolean isKey(JWK jwk) {
        return jwk instanceof OctetKeyPair pair
                && Curve.Ed25519.equals(pair.getCurve())
                && pair.getDecodedX().length == LENGTH
                && (!pair.isPrivate() || pair.getDecodedD().length == LENGTH);
    }

    static PublicKey publicKey(OctetKeyPair pair) throws GeneralSecurityException {
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(concatenate(PUBLIC_PREFIX, pair.getDecodedX())));
    }

    static PrivateKey privateKey(OctetKeyPair pair) throws GeneralSecurityException {
        return KeyFactory.getInstance("Ed25519")
                .generatePrivate(new PKCS8EncodedKeySpec(concatenate(PRIVATE_PREFIX, pair.getDecodedD())));
    }

    static byte[] sign(OctetKeyPair pair, byte[] input) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(privateKey(pair));
        signature.update(input);
        return signature.sign();
    }

    /** Is this the signature? Some JDKs take one with trailing zeros, so the length is checked here (RFC 8032 §5.1.7). */
    static boolean verify(OctetKeyPair pair, byte[] input, byte[] signature) throws GeneralSecurityException {
        if (signature.length != 2 * LENGTH) {
            return false;
        }
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(publicKey(pair));
        verifier.update(input);
        return verifier.verify(signature);
    }

    /** A fresh pair. */
    static OctetKeyPair.Builder generate() {
        try {
            var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            byte[] der = pair.getPublic().getEncoded();
            byte[] seed = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
            return new OctetKeyPair.Builder(
                            Curve.Ed25519, Base64URL.encode(Arrays.copyOfRange(der, PUBLIC_PREFIX.length, der.length)))
                    .d(Base64URL.encode(seed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] concatenate(byte[] one, byte[] other) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(one);
        all.writeBytes(other);
        return all.toByteArray();
    }
}
