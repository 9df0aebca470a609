package dev.latchkey.internal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Digests, keyed digests and constant-time comparison, all by the JDK. */
public final class Hashes {
    private static final Base64.Encoder BASE64_URL = Base64.getUrlEncoder().withoutPadding();
    private static final Spares<Sha256> SHA_256 = new Spares<>(Sha256::new);
    private static final Spares<Mac> HMAC_SHA_256 = new Spares<>(Hashes::hmac);

    private Hashes() {}

    /** A digest, and room for its result: each request of a browser needs one, as a text. */
    private static final class Sha256 {
        private final MessageDigest digest = digest("SHA-256");
        private final byte[] bytes = new byte[32];
        private final byte[] base64Url = new byte[43];

        void hash(String text) {
            try {
                digest.update(text.getBytes(StandardCharsets.UTF_8));
                digest.digest(bytes, 0, bytes.length);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        String base64Url() {
            BASE64_URL.encode(bytes, base64Url);
            return new String(base64Url, StandardCharsets.ISO_8859_1);
        }
    }

    /** SHA-256 of a text. */
    public static byte[] sha256(String text) {
        Sha256 sha256 = SHA_256.take();
        sha256.hash(text);
        byte[] digest = sha256.bytes.clone();
        SHA_256.giveBack(sha256);
        return digest;
    }

    /** SHA-256 of a text, base64url. */
    public static String sha256Base64Url(String text) {
        Sha256 sha256 = SHA_256.take();
        sha256.hash(text);
        String digest = sha256.base64Url();
        SHA_256.giveBack(sha256);
        return digest;
    }

    /** A digest by the JDK's name for it. */
    public static byte[] digest(String algorithm, byte[] bytes) {
        return digest(algorithm).digest(bytes);
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** HMAC-SHA256 (RFC 2104). */
    public static byte[] hmacSha256(byte[] key, String text) {
        try {
            Mac mac = HMAC_SHA_256.take();
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            byte[] digest = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
            HMAC_SHA_256.giveBack(mac);
            return digest;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Mac hmac() {
        try {
            return Mac.getInstance("HmacSHA256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Base64url without padding (RFC 7515 §2). */
    public static String base64Url(byte[] bytes) {
        return BASE64_URL.encodeToString(bytes);
    }

    /** Equality in a time that does not depend on where the texts differ. */
    public static boolean equalInConstantTime(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
