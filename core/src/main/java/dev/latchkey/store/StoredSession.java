package dev.latchkey.store;

import java.time.Instant;

/**
 * A session as a store keeps it.
 *
 * @param key SHA-256 of the session's id, base64url
 * @param version grows with every change
 * @param expiresAt when the store may drop it
 * @param content what Latchkey put in; immutable, and of no concern to the store
 */
public record StoredSession(String key, long version, Instant expiresAt, Object content) {
    @Override
    public String toString() {
        return "StoredSession[version " + version + ", until " + expiresAt + "]";
    }
}
