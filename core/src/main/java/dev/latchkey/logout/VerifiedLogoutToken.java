package dev.latchkey.logout;

import dev.latchkey.internal.Hashes;
import dev.latchkey.internal.Json;
import dev.latchkey.store.SessionGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
     * none, all of the user. With {@code sid}, the user's other sessions go on, be {@code sub} there or not; but those of
     * which no {@code sid} is known may be the ones that are meant, and end.
     */
    public List<SessionGroup> groups() {
        String issuer = Objects.requireNonNull(Json.string(claims, "iss"));
        String sid = Json.string(claims, "sid");
        String subject = Json.string(claims, "sub");
        if (sid == null) {
            return List.of(SessionGroup.ofSubject(issuer, Objects.requireNonNull(subject)));
        }
        return subject == null
                ? List.of(SessionGroup.ofSid(issuer, sid))
                : List.of(SessionGroup.ofSid(issuer, sid), SessionGroup.ofSubjectWithoutSid(issuer, subject));
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
