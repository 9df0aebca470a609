package dev.latchkey.session;

import dev.latchkey.http.SetCookie;
import dev.latchkey.http.WebRequest;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The sessions of all browsers, wherever they are kept. Thread-safe. */
public sealed interface Sessions permits CookieSessions, ServerSessions {
    /** The session of this browser; null if there is none that is valid and not over. */
    @Nullable
    Session find(WebRequest request, Instant now);

    /**
     * Begins a session, and ends the one that this browser had.
     *
     * @throws dev.latchkey.failure.LoginRejected if the provider has ended it meanwhile
     */
    List<SetCookie> begin(WebRequest request, Session session, Instant now);

    /** Notes that the session is in use, if it is time for that. */
    List<SetCookie> note(WebRequest request, Session session, Instant now);

    /**
     * Ends a session that its browser did not bring along.
     *
     * @param key its {@link Session#key()}; empty: none
     */
    void endByKey(String key, Instant now);

    /** Changes the session of this browser; does nothing if it has ended. */
    List<SetCookie> change(WebRequest request, Session session, UnaryOperator<Session> change, Instant now);

    /** Ends the session of this browser. */
    List<SetCookie> end(WebRequest request, Instant now);
}
