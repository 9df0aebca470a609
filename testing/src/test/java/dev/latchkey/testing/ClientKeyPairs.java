package dev.latchkey.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEDecrypter;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.crypto.ECDHDecrypter;
import com.nimbusds.jose.crypto.RSADecrypter;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.text.ParseException;
import java.util.List;

/** What a client decrypts with. */
final class ClientKeyPairs {
    private static final RSAKey RSA;
    private static final ECKey EC;

    static {
        try {
            RSA = new RSAKeyGenerator(2048)
                    .keyUse(KeyUse.ENCRYPTION)
                    .keyID("client-rsa")
                    .generate();
            EC = new ECKeyGenerator(Curve.P_256)
                    .keyUse(KeyUse.ENCRYPTION)
                    .keyID("client-ec")
                    .generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private ClientKeyPairs() {}

    /** The public keys as a JSON Web Key Set. */
    static String jwks() {
        return new JWKSet(List.of(RSA, EC)).toString(true);
    }

    /** What is inside. */
    static String decrypt(String jwe) throws JOSEException {
        try {
            JWEObject object = JWEObject.parse(jwe);
            boolean rsa = object.getHeader().getAlgorithm().getName().startsWith("RSA");
            JWEDecrypter decrypter = rsa ? new RSADecrypter(RSA) : new ECDHDecrypter(EC);
            object.decrypt(decrypter);
            return object.getPayload().toString();
        } catch (ParseException e) {
            throw new AssertionError("not encrypted: " + jwe, e);
        }
    }
}
