package dev.latchkey.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The codes and tokens that the provider has issued. Thread-safe. */
final class Tokens {
    private static final Duration REFRESH_TOKEN_LIFETIME = Duration.ofDays(30);

    private final Map<String, IssuedCode> codes = new ConcurrentHashMap<>();
    private final Map<String, IssuedToken> accessTokens = new ConcurrentHashMap<>();
    private final Map<String, IssuedToken> refreshTokens = new ConcurrentHashMap<>();
    private final Set<String> used = ConcurrentHashMap.newKeySet();
    private final Set<String> revokedGrants = ConcurrentHashMap.newKeySet();
    private final ProviderClock clock;
    private final Lifetimes lifetimes;
    private volatile Duration accessTokenLifetime;

    Tokens(ProviderClock clock, Lifetimes lifetimes) {
        this.clock = clock;
        this.lifetimes = lifetimes;
        this.accessTokenLifetime = lifetimes.accessToken();
    }

    /** How long access tokens are good for that are issued from now on. */
    Duration accessTokenLifetime() {
        return accessTokenLifetime;
    }

    void accessTokenLifetime(Duration lifetime) {
        accessTokenLifetime = lifetime;
    }

    IssuedCode newCode(Grant grant, String redirectUri, @Nullable String codeChallenge) {
        Instant expiresAt = clock.now().plus(lifetimes.code());
        IssuedCode code = new IssuedCode(Secrets.random(), grant, redirectUri, codeChallenge, expiresAt);
        codes.put(code.value(), code);
        return code;
    }

    void keepAccessToken(IssuedToken token) {
        accessTokens.put(token.value(), token);
    }

    IssuedToken newRefreshToken(Grant grant) {
        Instant now = clock.now();
        Instant end = now.plus(REFRESH_TOKEN_LIFETIME);
        IssuedToken token = new IssuedToken(Secrets.random(), grant, grant.scopes(), now, end, Map.of());
        refreshTokens.put(token.value(), token);
        return token;
    }

    /** The code, or null; a code that was used before revokes what its first use brought (RFC 6749 §4.1.2). */
    @Nullable
    IssuedCode takeCode(String value) {
        IssuedCode code = codes.get(value);
        if (code == null || wasUsed(value, code.grant()) || !clock.now().isBefore(code.expiresAt())) {
            return null;
        }
        return code;
    }

    /** Marks a refresh token as used; false if it was before, which revokes its grant (RFC 9700 §4.14.2). */
    boolean useRefreshToken(IssuedToken token) {
        return !wasUsed(token.value(), token.grant());
    }

    @Nullable
    IssuedToken accessToken(String value) {
        return living(accessTokens.get(value));
    }

    @Nullable
    IssuedToken refreshToken(String value) {
        return living(refreshTokens.get(value));
    }

    /** The same, used, ended or not. */
    @Nullable
    IssuedToken issuedRefreshToken(String value) {
        return refreshTokens.get(value);
    }

    /** Ends one access token, or the whole grant of a refresh token (RFC 7009 §2.1). */
    void revoke(String value) {
        accessTokens.remove(value);
        IssuedToken refreshToken = refreshTokens.remove(value);
        if (refreshToken != null) {
            revokedGrants.add(refreshToken.grant().id());
        }
    }

    void revokeAll() {
        codes.clear();
        accessTokens.clear();
        refreshTokens.clear();
    }

    private boolean wasUsed(String value, Grant grant) {
        boolean again = !used.add(value);
        if (again) {
            revokedGrants.add(grant.id());
        }
        return again;
    }

    private @Nullable IssuedToken living(@Nullable IssuedToken token) {
        boolean dead = token == null
                || revokedGrants.contains(token.grant().id())
                || !clock.now().isBefore(token.expiresAt());
        return dead ? null : token;
    }
}
