package dev.latchkey.store;

import org.jspecify.annotations.Nullable;

/**
 * Sessions on the server; the browser holds nothing but a random id, and the store knows nothing but that id's hash.
 * Implementations are thread-safe. A method that cannot do what it says, because the store does not answer, throws; the
 * request is then answered with 503, and nobody is signed out. No call may wait for long.
 *
 * <p>The testing module has a contract for implementations, {@code ServerSessionStoreContract}.
 */
public non-sealed interface ServerSessionStore extends SessionStore {
    /** The session under this key; null if there is none or it has expired. */
    @Nullable
    StoredSession find(String key);

    /**
     * Adds a session under a new key.
     *
     * @return whether it was added: always, but see {@link RevocableSessionStore}
     */
    boolean create(NewSession session);

    /**
     * Replaces a session, if the one in the store still has this version. Never adds one.
     *
     * @return whether it was replaced
     */
    boolean replaceIfVersion(StoredSession session, long version);

    /** Removes a session, if it is there. */
    void end(String key);
}
