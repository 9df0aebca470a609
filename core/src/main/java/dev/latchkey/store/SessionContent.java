package dev.latchkey.store;

/**
 * What Latchkey keeps in a session, and of no concern to a store. Within the process it is an object; what leaves the
 * process is {@linkplain #sealed sealed}. Immutable.
 */
public interface SessionContent {
    /**
     * The content encrypted and authenticated, and bound to the session's key: a store that answers with another session's
     * content is found out. Sealed anew at every call; what the array holds must not be changed.
     */
    byte[] sealed();

    /** The content that a store outside the process has kept. */
    static SessionContent ofSealed(byte[] sealed) {
        return () -> sealed;
    }
}
