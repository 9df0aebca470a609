package dev.latchkey.verify.certification;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.EdECPrivateKey;
import java.util.Arrays;
import java.util.List;

/** Private keys of applications. */
final class KeySets {
    /** A key for each algorithm: RSA, P-256, P-384, P-521 and Ed25519. */
    static final JWKSet EVERY_KIND =
            new JWKSet(List.of(rsa("rsa"), ec(Curve.P_256), ec(Curve.P_384), ec(Curve.P_521), ed25519()));

    private KeySets() {}

    /** As it is given to an application. */
    static String privateJson(JWKSet keys) {
        return keys.toString(false);
    }

    /** As it is registered at a provider. */
    static String publicJson(JWKSet keys) {
        return keys.toString(true);
    }

    static JWK rsa(String name) {
        try {
            return new RSAKeyGenerator(2048).keyID(name).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static JWK ec(Curve curve) {
        try {
            return new ECKeyGenerator(curve).keyID(curve.getName()).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static JWK ed25519() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            byte[] encoded = pair.getPublic().getEncoded();
            byte[] secret = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
            return new OctetKeyPair.Builder(
                            Curve.Ed25519,
                            Base64URL.encode(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length)))
                    .d(Base64URL.encode(secret))
                    .keyID("ed")
                    .build();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
