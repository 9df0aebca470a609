package dev.latchkey.testing;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Who is signed in at the provider, in which browser. Thread-safe. */
final class BrowserSessions {
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();

    /** One browser's session: its cookie, its user, when he signed in, and its name in ID tokens. */
    record Session(String cookie, TestUser user, Instant authTime, String sid) {}

    @Nullable
    Session find(@Nullable String cookie) {
        return cookie == null ? null : sessions.get(cookie);
    }

    /** A new session with a new cookie; it keeps the name of an old one of the same user. */
    Session signIn(TestUser user, Instant now, @Nullable Session old) {
        boolean sameUser = old != null && old.user().subject().equals(user.subject());
        String sid = old != null && sameUser ? old.sid() : Secrets.random();
        Session session = new Session(Secrets.random(), user, now, sid);
        end(old);
        sessions.put(session.cookie(), session);
        return session;
    }

    void end(@Nullable Session session) {
        if (session != null) {
            sessions.remove(session.cookie());
        }
    }

    void endAll() {
        sessions.clear();
    }
}
