package dev.latchkey.testing.jose;

import java.security.Key;
import java.util.Map;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.lang.JoseException;

/** The compact form of JSON Web Encryption (RFC 7516 §7.1). */
public final class Jwe {
    private Jwe() {}

    /** The content encrypted to this key, by the {@code alg} and {@code enc} of the header. */
    public static String encrypt(Map<String, Object> header, Key key, String content) {
        JsonWebEncryption jwe = new JsonWebEncryption();
        jwe.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        jwe.setContentEncryptionAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        jwe.setDoKeyValidation(false);
        header.forEach((name, value) -> jwe.getHeaders().setObjectHeaderValue(name, value));
        jwe.setKey(key);
        jwe.setPayload(content);
        try {
            return jwe.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}
