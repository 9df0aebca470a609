package dev.latchkey.store;

import java.time.Instant;
import java.util.List;

/**
 * A session that begins.
 *
 * @param session the session, in its first version
 * @param groups what it ends with; they never change
 * @param issuedAt when the ID token of the login was issued, by the provider's clock
 * @param startedAt when that login began, by ours
 * @param endsAt when it ends at the latest, however often it is changed
 */
public record NewSession(
        StoredSession session, List<SessionGroup> groups, Instant issuedAt, Instant startedAt, Instant endsAt) {
    /** Keeps its own copy of the list. */
    public NewSession {
        groups = List.copyOf(groups);
    }
}
