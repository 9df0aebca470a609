package dev.latchkey.store;

/** Sessions in encrypted cookies; the browser is the store. */
public enum CookieSessionStore implements SessionStore {
    /** The only value. */
    INSTANCE
}
