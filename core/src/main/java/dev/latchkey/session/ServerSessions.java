package dev.latchkey.session;

import dev.latchkey.cookie.Cookies;
import dev.latchkey.cookie.Seal;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.LoginRejected;
import dev.latchkey.failure.StoreUnavailable;
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
    private static final int MAX_ATTEMPTS = 100;

    private final Cookies cookies;
    private final SessionPolicy policy;
    private final ServerSessionStore store;
    private final SessionSeal seal;
    private final String name;

    /** In this store; what leaves the process is sealed like this. */
    public ServerSessions(Cookies cookies, Seal seal, SessionPolicy policy, ServerSessionStore store) {
        this.cookies = cookies;
        this.policy = policy;
        this.store = store;
        this.seal = new SessionSeal(seal, policy);
        this.name = cookies.name("s");
    }

    @Override
    public @Nullable Session find(WebRequest request, Instant now) {
        for (String id : Cookies.values(request, name)) {
            Session session = id.length() == ID_LENGTH ? opened(store.find(Hashes.sha256Base64Url(id))) : null;
            if (session != null && session.id().equals(id) && !policy.isOver(session, now)) {
                return session;
            }
        }
        return null;
    }

    /** The session that a store keeps; null if there is none, or none that can be read. */
    public @Nullable Session opened(@Nullable StoredSession stored) {
        return stored == null ? null : seal.open(stored);
    }

    @Override
    public List<SetCookie> begin(WebRequest request, Session session, Instant now) {
        Session before = find(request, now);
        if (!store.create(seal.begun(session))) {
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
            change(session, current -> policy.isDueToBeNoted(current, now) ? current.seen(now) : current);
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

    /** The session as it is in the store now; null if it has ended. */
    public @Nullable Session current(Session session) {
        return opened(store.find(session.key()));
    }

    /**
     * Changes the session in the store, also while others change it; null if it has ended. Whoever loses a race sees what the
     * winner wrote, and changes that.
     */
    public @Nullable Session change(Session session, UnaryOperator<Session> change) {
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            StoredSession stored = store.find(session.key());
            Session current = opened(stored);
            if (stored == null || current == null) {
                return null;
            }
            Session changed = change.apply(current);
            if (changed == current || store.replaceIfVersion(seal.changed(stored, changed), stored.version())) {
                return changed;
            }
        }
        throw new StoreUnavailable(
                "A session cannot be changed.",
                new IllegalStateException("Others changed it " + MAX_ATTEMPTS + " times in a row."));
    }
}
