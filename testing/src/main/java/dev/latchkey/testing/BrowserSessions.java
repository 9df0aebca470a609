package dev.latchkey.testing;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Who is signed in at the provider, in which browser, and at which clients. Thread-safe. */
final class BrowserSessions {
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> clientsBySid = new ConcurrentHashMap<>();

    /**
     * One browser's session.
     *
     * @param cookie what the browser has of it
     * @param user its user
     * @param authTime when he signed in
     * @param sid its name in ID tokens
     * @param browserState what the provider's page in the browser knows of it (OpenID Connect Session Management §3.2)
     */
    record Session(String cookie, TestUser user, Instant authTime, String sid, String browserState) {}

    @Nullable
    Session find(@Nullable String cookie) {
        return cookie == null ? null : sessions.get(cookie);
    }

    /** A new session with a new cookie; it keeps the name of an old one of the same user. */
    Session signIn(TestUser user, Instant now, @Nullable Session old) {
        boolean sameUser = old != null && old.user().subject().equals(user.subject());
        String sid = old != null && sameUser ? old.sid() : Secrets.random();
        String browserState = old != null && sameUser ? old.browserState() : Secrets.random();
        Session session = new Session(Secrets.random(), user, now, sid, browserState);
        if (old != null) {
            sessions.remove(old.cookie());
        }
        sessions.put(session.cookie(), session);
        return session;
    }

    void end(@Nullable Session session) {
        if (session != null) {
            sessions.remove(session.cookie());
        }
    }

    /** Ends the sessions that this holds for, and returns them. */
    List<Session> endAll(Predicate<Session> condition) {
        List<Session> ended = sessions.values().stream().filter(condition).toList();
        ended.forEach(this::end);
        return ended;
    }

    /** The names of the sessions of this user. */
    List<String> sids(String subject) {
        return sessions.values().stream()
                .filter(session -> session.user().subject().equals(subject))
                .map(Session::sid)
                .toList();
    }

    /** Notes that a client has learnt of the session. */
    void visit(Session session, String clientId) {
        clientsBySid
                .computeIfAbsent(session.sid(), sid -> ConcurrentHashMap.newKeySet())
                .add(clientId);
    }

    /** The clients that have learnt of the session. */
    Set<String> visited(Session session) {
        return clientsBySid.getOrDefault(session.sid(), Set.of());
    }
}
