package dev.latchkey.cluster;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** What tells access tokens apart and is no secret. */
final class TokenMark {
    /** There is no token. */
    static final String NONE = "-";

    private TokenMark() {}

    static String of(@Nullable String accessToken) {
        if (accessToken == null) {
            return NONE;
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(accessToken.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
