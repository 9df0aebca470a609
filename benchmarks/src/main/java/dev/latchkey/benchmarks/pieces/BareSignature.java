package dev.latchkey.benchmarks.pieces;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;

/** The check of a JWT's signature and nothing else, with the JDK alone. */
final class BareSignature {
    private final PublicKey key;
    private final byte[] input;
    private final byte[] signature;

    BareSignature(PublicKey key, String jwt) {
        int end = jwt.lastIndexOf('.');
        this.key = key;
        this.input = jwt.substring(0, end).getBytes(StandardCharsets.US_ASCII);
        this.signature = Base64.getUrlDecoder().decode(jwt.substring(end + 1));
    }

    boolean verify() throws GeneralSecurityException {
        Signature check = Signature.getInstance("SHA256withRSA");
        check.initVerify(key);
        check.update(input);
        return check.verify(signature);
    }
}
