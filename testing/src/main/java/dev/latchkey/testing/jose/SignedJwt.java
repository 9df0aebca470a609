package dev.latchkey.testing.jose;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.text.ParseException;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON Web Token that a client made (RFC 7519 §3), not yet verified.
 *
 * @param header the header
 * @param claims the claims
 * @param input what is signed, as text
 * @param signature the signature, in base64url
 */
public record SignedJwt(Map<String, Object> header, Map<String, Object> claims, String input, String signature) {
    /**
     * The token of this text.
     *
     * @throws IllegalArgumentException if it is none, or has {@code crit}, which is never understood
     */
    public static SignedJwt parse(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("expected three parts, not " + parts.length);
        }
        Map<String, Object> header = object(parts[0]);
        if (header.containsKey("crit")) {
            throw new IllegalArgumentException("crit is not understood");
        }
        return new SignedJwt(header, object(parts[1]), parts[0] + "." + parts[1], parts[2]);
    }

    /** The {@code alg} of the header; empty if it is absent. */
    public String algorithm() {
        return header.get("alg") instanceof String name ? name : "";
    }

    /** A claim that is text, or null. */
    public @Nullable String text(String name) {
        return claims.get(name) instanceof String text ? text : null;
    }

    /** Whether this public key made the signature, by the algorithm of the header. */
    public boolean isSignedBy(PublicKey key) {
        return SigningAlgorithm.named(algorithm()).verify(key, input.getBytes(US_ASCII), decode(signature));
    }

    /** Whether this secret made the signature, by the HMAC of the header. */
    public boolean isSignedBy(String secret) {
        return MessageDigest.isEqual(Compact.hmac(algorithm(), secret, input.getBytes(US_ASCII)), decode(signature));
    }

    private static Map<String, Object> object(String part) {
        try {
            return JSONObjectUtils.parse(new String(decode(part), UTF_8));
        } catch (ParseException e) {
            throw new IllegalArgumentException("expected a JSON object", e);
        }
    }

    private static byte[] decode(String part) {
        if (part.contains("=")) {
            throw new IllegalArgumentException("base64url has no padding here");
        }
        return Base64.getUrlDecoder().decode(part);
    }
}
