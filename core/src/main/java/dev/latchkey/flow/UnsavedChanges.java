package dev.latchkey.flow;

import dev.latchkey.failure.StoreUnavailable;
import dev.latchkey.internal.ShortMemory;
import dev.latchkey.session.ServerSessions;
import dev.latchkey.session.Session;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Changes of sessions that the store did not take, for ten minutes. Whoever comes next to this node, with whatever session,
 * saves some of them: another node, which knows nothing of them, would else refresh with a token that has been used.
 * Thread-safe.
 */
final class UnsavedChanges {
    private static final Duration MEMORY = Duration.ofMinutes(10);
    private static final int MOST = 10_000;
    private static final int AT_A_TIME = 5;

    private final ServerSessions sessions;
    private final InstantSource clock;
    private final ShortMemory<Unsaved> unsaved = new ShortMemory<>(MOST);
    /** Spares the usual request the lock. */
    private volatile boolean isMaybeMore;

    private record Unsaved(Session session, UnaryOperator<Session> change, Instant until) {}

    UnsavedChanges(ServerSessions sessions, InstantSource clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    void keep(Session session, UnaryOperator<Session> change) {
        Instant now = clock.instant();
        Instant until = now.plus(MEMORY);
        unsaved.keep(session.key(), new Unsaved(session, change, until), until, now);
        isMaybeMore = true;
    }

    /** The session as it is in the store, after its change was saved if there is one; null if it has ended. */
    @Nullable
    Session saved(Session session) {
        Unsaved one = unsaved.find(session.key(), clock.instant());
        if (one == null) {
            return sessions.current(session);
        }
        Session saved = sessions.change(session, one.change());
        unsaved.forget(session.key(), one, clock.instant());
        return saved;
    }

    /** Saves some, if there are any; the store has just answered. */
    void saveSome() {
        if (!isMaybeMore) {
            return;
        }
        isMaybeMore = false;
        Instant now = clock.instant();
        Unsaved oldest = unsaved.oldest(now);
        for (int i = 0; i < AT_A_TIME && oldest != null; i++) {
            if (!isSaved(oldest)) {
                putLast(oldest, now);
                isMaybeMore = true;
                return;
            }
            unsaved.forget(oldest.session().key(), oldest, now);
            oldest = unsaved.oldest(now);
        }
        if (oldest != null) {
            isMaybeMore = true;
        }
    }

    /** The store may refuse this one for ever; that must not keep it from taking the others. */
    private void putLast(Unsaved one, Instant now) {
        if (unsaved.forget(one.session().key(), one, now)) {
            unsaved.keepIfAbsent(one.session().key(), one, one.until(), now);
        }
    }

    private boolean isSaved(Unsaved one) {
        try {
            sessions.change(one.session(), one.change());
            return true;
        } catch (StoreUnavailable e) {
            return false;
        }
    }
}
