package dev.latchkey.session;

import dev.latchkey.store.StoredSession;
import java.util.Objects;

/** What is in a store. */
public final class Opened {
    private Opened() {}

    /** The session that a store in memory holds. */
    public static Session session(StoredSession stored) {
        return Objects.requireNonNull(new SessionSeal(SessionFixtures.SEAL, SessionFixtures.POLICY).open(stored));
    }
}
