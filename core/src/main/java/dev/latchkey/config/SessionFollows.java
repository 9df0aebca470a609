package dev.latchkey.config;

/** What, beside its own lifetimes, ends a session. */
public enum SessionFollows {
    /** Nothing: a login lasts as long as {@code permanentSessionLifetime} and {@code idleTimeout} say. */
    NONE,
    /** The ID token: the session ends when it expires, unless a refresh brought a newer one. */
    ID_TOKEN,
    /** The refresh token: the session ends when the provider says {@code invalid_grant}. */
    REFRESH
}
