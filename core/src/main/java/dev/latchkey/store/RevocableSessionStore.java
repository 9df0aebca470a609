package dev.latchkey.store;

import java.time.Instant;
import java.util.List;

/**
 * A store that can end sessions that no browser asked to end, which back-channel logout needs. What it is told must hold on
 * every node that shares it before the method returns. A method that cannot do that throws; the provider is then told to
 * try again.
 *
 * <p>{@link #create} answers false, and leaves nothing behind, if one of the session's {@linkplain NewSession#groups
 * groups} has a tombstone that {@linkplain Tombstone#stops stops} it. It looks for one after the session can be found
 * by its groups: then either it sees the tombstone, or {@link #endAll}, which comes after the tombstone, sees the session.
 *
 * <p>The testing module has a contract for implementations, {@code RevocableSessionStoreContract}.
 */
public interface RevocableSessionStore extends ServerSessionStore, SharedValues {
    /**
     * Remembers that a group was ended: a login that is just under way must not bring it back. Where there is a tombstone
     * already, the {@linkplain Tombstone#latest latest} of both counts.
     *
     * @param until when it may be forgotten
     */
    void tombstone(SessionGroup group, Tombstone tombstone, Instant until);

    /**
     * Removes all sessions of a group. The time that it takes follows their number, and not that of all sessions.
     *
     * @return how many there were
     */
    int endAll(SessionGroup group);

    /** The sessions of a group, in no particular order. The time that it takes follows their number. */
    List<StoredSession> findAll(SessionGroup group);

    /** How many sessions there are; it may walk through all of them. */
    long count();
}
