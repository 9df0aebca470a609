package dev.latchkey.testing.jose;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The compact form of JSON Web Signature (RFC 7515 §7.1), and the hashes around it. */
public final class Compact {
    private Compact() {}

    /** Header, payload and signature, whatever they are. */
    public static String jws(String header, String payload, UnaryOperator<byte[]> signer) {
        String input = base64Url(header.getBytes(UTF_8)) + "." + base64Url(payload.getBytes(UTF_8));
        return input + "." + base64Url(signer.apply(input.getBytes(UTF_8)));
    }

    /** The claims of a token, without any check; empty if it is none. */
    public static Map<String, Object> claims(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return Map.of();
        }
        try {
            return JSONObjectUtils.parse(new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8));
        } catch (ParseException | IllegalArgumentException e) {
            return Map.of();
        }
    }

    /** HMAC with SHA-256. */
    public static byte[] hmac(String secret, byte[] message) {
        return hmac("HS256", secret, message);
    }

    /** HMAC by the algorithm HS256, HS384 or HS512 (RFC 7518 §3.2). */
    public static byte[] hmac(String algorithm, String secret, byte[] message) {
        try {
            Mac mac = Mac.getInstance(algorithm.replace("HS", "HmacSHA"));
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), mac.getAlgorithm()));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The left half of a digest, as in {@code at_hash} (OpenID Connect Core §3.1.3.6). */
    public static String leftHalf(String digest, String text) {
        byte[] hash = hash(digest, text);
        return base64Url(Arrays.copyOf(hash, hash.length / 2));
    }

    /** A code challenge for this verifier (RFC 7636 §4.2). */
    public static String s256(String verifier) {
        return base64Url(hash("SHA-256", verifier));
    }

    /** Base64url without padding. */
    public static String base64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** A JSON object as base64url. */
    public static String base64Url(Map<String, Object> members) {
        return base64Url(JSONObjectUtils.toJSONString(members).getBytes(UTF_8));
    }

    private static byte[] hash(String digest, String text) {
        try {
            return MessageDigest.getInstance(digest).digest(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
