package dev.latchkey.flow;

import dev.latchkey.store.RevocableSessionStore;
import dev.latchkey.store.SessionGroup;
import dev.latchkey.store.Tombstone;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Ends groups of sessions on all nodes, and the logins that would bring one of them back. */
final class Ending {
    /** Longer than any login that is under way now can take to its end: its ID token is at most ten minutes old then. */
    private static final Duration MEMORY = Duration.ofMinutes(30);

    private final RevocableSessionStore store;
    private final InstantSource clock;

    Ending(RevocableSessionStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * Ends the groups: first the tombstones, so that a login that is not found now finds them.
     *
     * @param issuedAt logins whose ID tokens are not newer are stopped, whenever they began
     * @return how many sessions there were
     */
    int end(List<SessionGroup> groups, Instant issuedAt) {
        Instant now = clock.instant();
        groups.forEach(group -> store.tombstone(group, new Tombstone(issuedAt, now), now.plus(MEMORY)));
        return groups.stream().mapToInt(store::endAll).sum();
    }
}
