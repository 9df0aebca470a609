package dev.latchkey.token;

import dev.latchkey.internal.Json;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An ID token that passed every check. Only {@link IdTokenVerifier} makes one. */
public final class VerifiedIdToken {
    private final String compact;
    private final Map<String, Object> claims;

    VerifiedIdToken(String compact, Map<String, Object> claims) {
        this.compact = compact;
        this.claims = claims;
    }

    /** The signed token, decrypted if it came encrypted (OpenID Connect Core §3.1.2.1), for {@code id_token_hint}. */
    public String compact() {
        return compact;
    }

    /** All claims. */
    public Map<String, Object> claims() {
        return claims;
    }

    /** The issuer. */
    public String issuer() {
        return Objects.requireNonNull(Json.string(claims, "iss"));
    }

    /** The user's identifier at the issuer. */
    public String subject() {
        return Objects.requireNonNull(Json.string(claims, "sub"));
    }

    /** When it expires. */
    public Instant expiresAt() {
        return Instant.ofEpochSecond(Objects.requireNonNull(Json.wholeNumber(claims, "exp")));
    }

    /** The provider's session, if it names it (OpenID Connect Front-Channel Logout §3). */
    public @Nullable String sid() {
        return Json.string(claims, "sid");
    }

    @Override
    public String toString() {
        return "VerifiedIdToken[redacted]";
    }
}
