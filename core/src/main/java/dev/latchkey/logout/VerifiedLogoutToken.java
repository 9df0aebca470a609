package dev.latchkey.logout;

import dev.latchkey.internal.Hashes;
import dev.latchkey.internal.Json;
import dev.latchkey.store.SessionGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/** A logout token that passed every check. Only {@link LogoutTokenVerifier} makes one. */
public final class VerifiedLogoutToken {
    private final Map<String, Object> claims;
    private final Duration clockSkew;

    VerifiedLogoutToken(Map<String, Object> claims, Duration clockSkew) {
        this.claims = claims;
        this.clockSkew = clockSkew;
    }

    /**
     * Whose sessions end (OpenID Connect Back-Channel Logout §2.4, §2.7): those of the provider's session, or, if it names
     * none, all of the user. With {@code sid}, the user's other sessions go on, be {@code sub} there or not.
     */
    public SessionGroup group() {
        String issuer = Objects.requireNonNull(Json.string(claims, "iss"));
        String sid = Json.string(claims, "sid");
        return sid == null
                ? SessionGroup.ofSubject(issuer, Objects.requireNonNull(Json.string(claims, "sub")))
                : SessionGroup.ofSid(issuer, sid);
    }

    /** When it was issued. */
    public Instant issuedAt() {
        return Instant.ofEpochSecond(Objects.requireNonNull(Json.wholeNumber(claims, "iat")));
    }

    /** From when on it would be refused for its age, were it sent again. */
    public Instant acceptableUntil() {
        return issuedAt().plus(LogoutTokenVerifier.MAX_AGE).plus(clockSkew).plusSeconds(1);
    }

    /** What names it among all logout tokens of all providers. */
    public String id() {
        return Hashes.sha256Base64Url(
                "logout token\n" + Json.string(claims, "iss") + "\n" + Json.string(claims, "jti"));
    }

    @Override
    public String toString() {
        return "VerifiedLogoutToken[redacted]";
    }
}
