package dev.latchkey.store;

import java.time.Instant;

/**
 * A session as a store keeps it.
 *
 * @param key SHA-256 of the session's id, base64url: 43 characters
 * @param version grows with every change
 * @param expiresAt when the store may drop it; milliseconds count, what is finer may be cut off
 * @param content what Latchkey put in
 */
public record StoredSession(String key, long version, Instant expiresAt, SessionContent content) {
    /** The next version of this session. */
    public StoredSession changed(Instant expiresAt, SessionContent content) {
        return new StoredSession(key, version + 1, expiresAt, content);
    }

    @Override
    public String toString() {
        return "StoredSession[version " + version + ", until " + expiresAt + "]";
    }
}
