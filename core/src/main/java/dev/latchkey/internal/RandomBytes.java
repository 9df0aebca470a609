package dev.latchkey.internal;

import java.security.SecureRandom;

/** The one source of randomness. */
public final class RandomBytes {
    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomBytes() {}

    /** This many random bytes. */
    public static byte[] of(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /** A random value of 256 bits, base64url: 43 characters. */
    public static String base64Url256() {
        return Hashes.base64Url(of(32));
    }
}
