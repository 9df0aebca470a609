package dev.latchkey.internal;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

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

    /** The same elements in a random order. */
    public static <T> List<T> shuffled(List<T> elements) {
        List<T> shuffled = new ArrayList<>(elements);
        Collections.shuffle(shuffled, RANDOM);
        return shuffled;
    }

    /** A random value of 256 bits, base64url: 43 characters. */
    public static String base64Url256() {
        return Hashes.base64Url(of(32));
    }
}
