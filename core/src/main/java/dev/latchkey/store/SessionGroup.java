package dev.latchkey.store;

import dev.latchkey.internal.Hashes;

/**
 * Sessions that a provider ends together (OpenID Connect Back-Channel Logout §2.7): all that belong to one of its own
 * sessions, or all of a user, or those of a user of which nothing better is known.
 *
 * @param key the group's name in a store: the SHA-256 of issuer, kind and {@code sid} or {@code sub}, base64url, 43
 *     characters; a store learns neither who the user is nor what the provider calls the session
 */
public record SessionGroup(String key) {
    /** What belongs to one session at the provider. */
    public static SessionGroup ofSid(String issuer, String sid) {
        return new SessionGroup(Hashes.sha256Base64Url("sid\0" + issuer + "\0" + sid));
    }

    /** What belongs to one user. */
    public static SessionGroup ofSubject(String issuer, String subject) {
        return new SessionGroup(Hashes.sha256Base64Url("sub\0" + issuer + "\0" + subject));
    }

    /** What belongs to one user, and to no session at the provider that we know of. */
    public static SessionGroup ofSubjectWithoutSid(String issuer, String subject) {
        return new SessionGroup(Hashes.sha256Base64Url("sub without sid\0" + issuer + "\0" + subject));
    }
}
