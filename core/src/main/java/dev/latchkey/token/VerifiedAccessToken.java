package dev.latchkey.token;

import dev.latchkey.internal.Json;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An access token that somebody sent, and that passed every check. Only {@link AccessTokenVerifier} and
 * {@link Introspection} make one.
 */
public final class VerifiedAccessToken {
    private final String issuer;
    private final Map<String, Object> claims;

    VerifiedAccessToken(String issuer, Map<String, Object> claims) {
        this.issuer = issuer;
        this.claims = claims;
    }

    /** The issuer. */
    public String issuer() {
        return issuer;
    }

    /** The user's identifier at the issuer, or the client's own; null: the provider named a client alone. */
    public @Nullable String subject() {
        return Json.string(claims, "sub");
    }

    /** The client that the token was issued to: {@code client_id} (RFC 9068 §2.2), or {@code azp} as older providers say. */
    public @Nullable String clientId() {
        return clientId(claims);
    }

    static @Nullable String clientId(Map<String, Object> claims) {
        String clientId = Json.string(claims, "client_id");
        return clientId == null ? Json.string(claims, "azp") : clientId;
    }

    /** The scopes: words of {@code scope} (RFC 9068 §2.2.3) and {@code scp}, each a string or an array. */
    public Set<String> scopes() {
        Set<String> scopes = new LinkedHashSet<>();
        for (String member : List.of("scope", "scp")) {
            Json.strings(claims, member).forEach(words -> Collections.addAll(scopes, words.split(" ")));
        }
        scopes.remove("");
        return scopes;
    }

    /** Whom it is meant for. */
    public List<String> audience() {
        return Json.strings(claims, "aud");
    }

    /** When it ends; null: the provider did not say. */
    public @Nullable Instant expiresAt() {
        Long expiry = Json.wholeNumber(claims, "exp");
        return expiry == null ? null : Instant.ofEpochSecond(expiry);
    }

    /** All claims. */
    public Map<String, Object> claims() {
        return claims;
    }

    @Override
    public String toString() {
        return "VerifiedAccessToken[redacted]";
    }
}
