package dev.latchkey.app;

import java.util.List;

/**
 * The sessions of all users on all nodes, for operators, and for a page that shows users where they are signed in. Every
 * method throws {@link dev.latchkey.failure.StoreUnavailable} if the store does not answer. Thread-safe.
 */
public interface ActiveSessions {
    /** The sessions of a user, in no particular order. */
    List<ActiveSession> of(String issuer, String subject);

    /** Ends one session. Its user may sign in again. */
    void end(ActiveSession session);

    /**
     * Ends all sessions of a user, and all logins of his that are under way: those that began before, by this node's
     * clock. He may sign in again; at the provider nothing ends.
     *
     * @return how many sessions there were
     */
    int endAll(String issuer, String subject);

    /** How many sessions there are; it may take a store long to count them. */
    long count();
}
