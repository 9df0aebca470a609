package dev.latchkey.flow;

import dev.latchkey.app.IdentityChange;
import dev.latchkey.failure.LoginRejected;
import dev.latchkey.http.SetCookie;
import dev.latchkey.http.WebRequest;
import dev.latchkey.session.Session;
import dev.latchkey.session.Sessions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Every later request: the session that this browser has, with tokens refreshed if that is due, or nothing. */
public final class CurrentSession {
    private final Sessions sessions;
    private final Providers providers;
    private final @Nullable Refresh refresh;
    private final LoopGuard loopGuard;
    private final InstantSource clock;

    CurrentSession(
            Sessions sessions,
            Providers providers,
            @Nullable Refresh refresh,
            LoopGuard loopGuard,
            InstantSource clock) {
        this.sessions = sessions;
        this.providers = providers;
        this.refresh = refresh;
        this.loopGuard = loopGuard;
        this.clock = clock;
    }

    /** The session, as it is; null if there is none. */
    public @Nullable Session find(WebRequest request) {
        Session session = sessions.find(request, clock.instant());
        return session != null && providers.stillHas(session) ? session : null;
    }

    /** The session, with its tokens refreshed if that is due; null if there is none. */
    public @Nullable Session findFresh(WebRequest request) {
        Session session = find(request);
        return session == null || refresh == null ? session : refresh.ifDue(session);
    }

    /**
     * The session, after its refresh token was used.
     *
     * @throws LoginRejected if there is none, or none that can be refreshed
     */
    Session refreshNow(WebRequest request) {
        requireNoBearer(request);
        Session session = find(request);
        if (session == null || refresh == null) {
            throw Refresh.loginRequired();
        }
        return refresh.now(session);
    }

    /**
     * The session, after its refresh token was used unless it suffices as it is.
     *
     * @throws LoginRejected if there is none, or none that suffices
     */
    Session renewedUnless(WebRequest request, Predicate<Session> suffices) {
        requireNoBearer(request);
        Session session = find(request);
        if (session != null && suffices.test(session)) {
            return session;
        }
        if (session == null || refresh == null) {
            throw Refresh.loginRequired();
        }
        return refresh.unless(session, suffices);
    }

    /** Whoever calls with an access token acts by that alone, and not with the tokens of a session that came along. */
    private static void requireNoBearer(WebRequest request) {
        if (BearerToken.isSent(request)) {
            throw Refresh.loginRequired();
        }
    }

    /** Notes that the session is in use. */
    List<SetCookie> note(WebRequest request, Session session, Instant now) {
        return sessions.note(request, session, now);
    }

    /** The login that the session rests on was worth something. */
    List<SetCookie> forgetMark(WebRequest request, Session session, Instant now) {
        return loopGuard.forgetAfter(session, request, now);
    }

    List<SetCookie> begin(WebRequest request, Session session, Instant now) {
        return sessions.begin(request, session, now);
    }

    /** Ends a session that its browser did not bring along. */
    void endByKey(String key, Instant now) {
        sessions.endByKey(key, now);
    }

    /** The key of this browser's session; empty: it has none. */
    String key(WebRequest request) {
        Session session = find(request);
        return session == null ? "" : session.key();
    }

    /** What it means for this browser if this session begins. */
    IdentityChange changeTo(Session next, WebRequest request) {
        Session before = sessions.find(request, clock.instant());
        return before != null && !before.isOfSameUserAs(next) ? IdentityChange.OTHER_USER : IdentityChange.SIGNED_IN;
    }

    /** Changes the session of this browser; does nothing if it has ended. */
    List<SetCookie> change(WebRequest request, Session session, UnaryOperator<Session> change) {
        return sessions.change(request, session, change, clock.instant());
    }

    List<SetCookie> end(WebRequest request) {
        return sessions.end(request, clock.instant());
    }
}
