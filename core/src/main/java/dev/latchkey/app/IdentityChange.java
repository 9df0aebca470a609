package dev.latchkey.app;

/** What an answer does to the browser's identity, so that an adapter can treat the container's own session alike. */
public enum IdentityChange {
    /** Nothing. */
    NONE,
    /** Somebody signed in who was not signed in, or the same user again: give the container's session a new id. */
    SIGNED_IN,
    /** Somebody else signed in: end the container's session. */
    OTHER_USER,
    /** The user signed out: end the container's session. */
    SIGNED_OUT
}
