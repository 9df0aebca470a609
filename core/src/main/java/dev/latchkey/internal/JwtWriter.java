package dev.latchkey.internal;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** JWTs of our own that no private key signs, in compact serialization (RFC 7515 §7.1). */
public final class JwtWriter {
    private JwtWriter() {}

    /**
     * A JWT with a message authentication code under a client secret (OIDC Core §10.1).
     *
     * @param algorithm HS256, HS384 or HS512
     * @param type the {@code typ} of the header
     * @throws MalformedException if the secret is shorter than the algorithm's hash (RFC 7518 §3.2)
     */
    public static String signWithSecret(String secret, String algorithm, String type, Map<String, ?> claims)
            throws MalformedException {
        byte[] key = VerificationKey.secretBytes(algorithm, secret);
        JWSHeader header = header(algorithm, type).build();
        try {
            String input = input(header.toBase64URL().toString(), claims);
            return input + "." + new MACSigner(key).sign(header, input.getBytes(StandardCharsets.US_ASCII));
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot sign with " + algorithm, e);
        }
    }

    /** An unsecured JWT (RFC 7519 §6): anybody could have written it. */
    public static String unsigned(String type, Map<String, ?> claims) {
        return input(encode(Map.of("alg", "none", "typ", type)), claims) + ".";
    }

    static JWSHeader.Builder header(String algorithm, String type) {
        return new JWSHeader.Builder(JWSAlgorithm.parse(algorithm)).type(new JOSEObjectType(type));
    }

    /** What is signed (RFC 7515 §5.1). */
    static String input(String encodedHeader, Map<String, ?> claims) {
        return encodedHeader + "." + encode(claims);
    }

    private static String encode(Map<String, ?> object) {
        return Hashes.base64Url(Json.write(object).getBytes(StandardCharsets.UTF_8));
    }
}
