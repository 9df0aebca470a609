package dev.latchkey.flow;

import dev.latchkey.app.ActiveSession;
import dev.latchkey.app.ActiveSessions;
import dev.latchkey.session.ServerSessions;
import dev.latchkey.session.Session;
import dev.latchkey.store.RevocableSessionStore;
import dev.latchkey.store.SessionGroup;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** The sessions in a store that can end them. */
final class AllSessions implements ActiveSessions {
    private final RevocableSessionStore store;
    private final ServerSessions sessions;
    private final Ending ending;

    AllSessions(RevocableSessionStore store, ServerSessions sessions, Ending ending) {
        this.store = store;
        this.sessions = sessions;
        this.ending = ending;
    }

    @Override
    public List<ActiveSession> of(String issuer, String subject) {
        return store.findAll(SessionGroup.ofSubject(issuer, subject)).stream()
                .map(sessions::opened)
                .filter(Objects::nonNull)
                .map(Session::active)
                .toList();
    }

    @Override
    public void end(ActiveSession session) {
        store.end(session.key());
    }

    /** The provider has said nothing, so its clock does not count. */
    @Override
    public int endAll(String issuer, String subject) {
        return ending.end(List.of(SessionGroup.ofSubject(issuer, subject)), Instant.EPOCH);
    }

    @Override
    public long count() {
        return store.count();
    }
}
