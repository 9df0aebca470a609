package dev.latchkey.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session as a store keeps it.
 *
 * @param key SHA-256 of the session's id, base64url
 * @param version grows with every change
 * @param expiresAt when the store may drop it
 * @param issuer the provider's issuer; what follows but the content never changes
 * @param subject the user's identifier at the issuer
 * @param sid the provider's session, if the ID token of the login named it
 * @param issuedAt when that ID token was issued, by the provider's clock
 * @param startedAt when that login began, by ours
 * @param content what Latchkey put in; immutable, and of no concern to the store
 */
public record StoredSession(
        String key,
        long version,
        Instant expiresAt,
        String issuer,
        String subject,
        @Nullable String sid,
        Instant issuedAt,
        Instant startedAt,
        Object content) {

    /** The next version of this session. */
    public StoredSession changed(Instant expiresAt, Object content) {
        return new StoredSession(key, version + 1, expiresAt, issuer, subject, sid, issuedAt, startedAt, content);
    }

    /** The groups that it ends with: what a store that can revoke keeps an index of. */
    public List<SessionGroup> groups() {
        SessionGroup ofSubject = SessionGroup.ofSubject(issuer, subject);
        return sid == null ? List.of(ofSubject) : List.of(ofSubject, SessionGroup.ofSid(issuer, sid));
    }

    @Override
    public String toString() {
        return "StoredSession[version " + version + ", until " + expiresAt + "]";
    }
}
