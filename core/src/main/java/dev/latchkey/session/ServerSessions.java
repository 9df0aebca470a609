package dev.latchkey.session;

import dev.latchkey.cookie.Cookies;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.LoginRejected;
import dev.latchkey.http.SetCookie;
import dev.latchkey.http.WebRequest;
import dev.latchkey.internal.Hashes;
import dev.latchkey.store.ServerSessionStore;
import dev.latchkey.store.StoredSession;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Sessions in a store on the server; the cookie holds the random id, the store knows its hash. Thread-safe. */
public final class ServerSessions implements Sessions {
    private static final int ID_LENGTH = 43;
    private static final int MAX_ATTEMPTS = 10;

    private final Cookies cookies;
    private final SessionPolicy policy;
    private final ServerSessionStore store;
    private final String name;

    /** In this store. */
    public ServerSessions(Cookies cookies, SessionPolicy policy, ServerSessionStore store) {
        this.cookies = cookies;
        this.policy = policy;
        this.store = store;
        this.name = cookies.name("s");
    }

    @Override
    public @Nullable Session find(WebRequest request, Instant now) {
        for (String id : Cookies.values(request, name)) {
            StoredSession stored = id.length() == ID_LENGTH ? store.find(Hashes.sha256Base64Url(id)) : null;
            if (stored != null
                    && stored.content() instanceof Session session
                    && session.id().equals(id)
                    && !policy.isOver(session, now)) {
                return session;
            }
        }
        return null;
    }

    @Override
    public List<SetCookie> begin(WebRequest request, Session session, Instant now) {
        Session before = find(request, now);
        if (!store.create(session.stored(policy))) {
            throw new LoginRejected(
                    FailureReason.ENDED_AT_PROVIDER,
                    FailureReason.ENDED_AT_PROVIDER.code(),
                    "The user signed out at the provider while this login was under way.");
        }
        if (before != null) {
            store.end(before.key());
        }
        Duration maxAge = policy.cookieMaxAge(session, now);
        return List.of(cookies.setSession(name, session.id(), maxAge));
    }

    @Override
    public List<SetCookie> note(WebRequest request, Session session, Instant now) {
        if (policy.isDueToBeNoted(session, now)) {
            change(session, current -> current.seen(now));
        }
        return List.of();
    }

    @Override
    public List<SetCookie> change(WebRequest request, Session session, UnaryOperator<Session> change, Instant now) {
        change(session, change);
        return List.of();
    }

    @Override
    public List<SetCookie> end(WebRequest request, Instant now) {
        List<String> ids = Cookies.values(request, name);
        ids.stream()
                .filter(id -> id.length() == ID_LENGTH)
                .map(Hashes::sha256Base64Url)
                .forEach(store::end);
        return ids.isEmpty() ? List.of() : List.of(cookies.deleteSession(name));
    }

    @Override
    public void endByKey(String key, Instant now) {
        if (!key.isEmpty()) {
            store.end(key);
        }
    }

    /** Ends the session. */
    public void end(Session session) {
        store.end(session.key());
    }

    /** The key that the store keeps the session under. */
    public String keyOf(Session session) {
        return session.key();
    }

    /** The session as it is in the store now; null if it has ended. */
    public @Nullable Session current(Session session) {
        StoredSession stored = store.find(session.key());
        return stored != null && stored.content() instanceof Session current ? current : null;
    }

    /** Changes the session in the store, even if others change it meanwhile, up to ten times; null if it has ended. */
    public @Nullable Session change(Session session, UnaryOperator<Session> change) {
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            StoredSession stored = store.find(session.key());
            if (stored == null || !(stored.content() instanceof Session current)) {
                return null;
            }
            Session changed = change.apply(current);
            if (store.replaceIfVersion(stored.changed(policy.end(changed), changed), stored.version())) {
                return changed;
            }
        }
        return current(session);
    }
}
