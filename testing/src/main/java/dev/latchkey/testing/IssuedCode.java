package dev.latchkey.testing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An authorization code, bound as RFC 6749 §4.1.2 and RFC 7636 §4.4 demand. */
record IssuedCode(
        String value,
        Grant grant,
        String redirectUri,
        @Nullable String codeChallenge,
        Instant expiresAt) {}
