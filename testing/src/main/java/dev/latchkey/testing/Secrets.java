package dev.latchkey.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.latchkey.testing.jose.Compact;
import java.security.MessageDigest;
import java.security.SecureRandom;

/** Values that nobody can guess. */
final class Secrets {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Secrets() {}

    /** 24 random bytes as base64url. */
    static String random() {
        byte[] bytes = new byte[24];
        RANDOM.nextBytes(bytes);
        return Compact.base64Url(bytes);
    }

    static boolean same(String a, String b) {
        return MessageDigest.isEqual(a.getBytes(UTF_8), b.getBytes(UTF_8));
    }
}
