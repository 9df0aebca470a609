package dev.latchkey.session;

import dev.latchkey.cookie.Cookies;
import dev.latchkey.cookie.Seal;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.Misconfigured;
import dev.latchkey.http.SetCookie;
import dev.latchkey.http.WebRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sessions in sealed cookies: at most 4096 characters in one or two cookies, each below the 4096 bytes that browsers
 * keep. What does not fit is left out: the ID token first, then the access token. Thread-safe.
 */
public final class CookieSessions implements Sessions {
    private static final Logger LOG = LoggerFactory.getLogger("dev.latchkey");
    private static final int MAX_COOKIE_LENGTH = 3800;

    private final Cookies cookies;
    private final Seal seal;
    private final SessionPolicy policy;
    private final String name;
    private final String secondName;
    private final EndedSessions ended = new EndedSessions();
    private final AtomicBoolean warned = new AtomicBoolean();

    /** A session, and what is sealed of it. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Encoded(Session session, byte[] content) {
        Encoded(Session session) {
            this(session, SessionCodec.encode(session));
        }

        boolean fits() {
            return Seal.lengthOf(content.length) <= Seal.MAX_LENGTH;
        }
    }

    /** With cookies sealed like this. */
    public CookieSessions(Cookies cookies, Seal seal, SessionPolicy policy) {
        this.cookies = cookies;
        this.seal = seal;
        this.policy = policy;
        this.name = cookies.name("s");
        this.secondName = cookies.name("s2");
    }

    @Override
    public @Nullable Session find(WebRequest request, Instant now) {
        for (Session session : readable(request)) {
            if (!policy.isOver(session, now) && !ended.contains(session)) {
                return session;
            }
        }
        return null;
    }

    /** Those in the request, be they over or ended: there may be several. */
    private List<Session> readable(WebRequest request) {
        List<Session> readable = new ArrayList<>(1);
        for (String value : Cookies.values(request, name)) {
            Session session = open(value);
            if (session == null) {
                session = openHalves(value, Cookies.values(request, secondName));
            }
            if (session != null) {
                readable.add(session);
            }
        }
        return readable;
    }

    private @Nullable Session openHalves(String first, List<String> seconds) {
        for (String second : seconds) {
            Session session = open(first + second);
            if (session != null) {
                return session;
            }
        }
        return null;
    }

    private @Nullable Session open(String value) {
        byte[] content = seal.open(name, value);
        return content == null ? null : SessionCodec.decode(content);
    }

    @Override
    public List<SetCookie> begin(WebRequest request, Session session, Instant now) {
        List<SetCookie> begun = write(request, fitting(session.withoutRefreshToken()), now);
        Session before = find(request, now);
        if (before != null) {
            ended.add(before.key(), before.lifetime().endsAt(), now);
        }
        return begun;
    }

    @Override
    public List<SetCookie> note(WebRequest request, Session session, Instant now) {
        return policy.isDueToBeNoted(session, now) ? write(request, new Encoded(session.seen(now)), now) : List.of();
    }

    @Override
    public List<SetCookie> change(WebRequest request, Session session, UnaryOperator<Session> change, Instant now) {
        return write(request, fitting(change.apply(session).withoutRefreshToken()), now);
    }

    @Override
    public List<SetCookie> end(WebRequest request, Instant now) {
        List<Session> readable = readable(request);
        readable.forEach(session -> ended.add(session.key(), session.lifetime().endsAt(), now));
        return readable.isEmpty() ? List.of() : List.of(cookies.deleteSession(name), cookies.deleteSession(secondName));
    }

    @Override
    public void endByKey(String key, Instant now) {
        if (!key.isEmpty()) {
            ended.add(key, now.plus(policy.lifetime()), now);
        }
    }

    private List<SetCookie> write(WebRequest request, Encoded encoded, Instant now) {
        String value = seal.seal(name, encoded.content());
        Duration maxAge = policy.cookieMaxAge(encoded.session(), now);
        List<SetCookie> written = new ArrayList<>();
        written.add(cookies.setSession(name, value.substring(0, Math.min(value.length(), MAX_COOKIE_LENGTH)), maxAge));
        if (value.length() > MAX_COOKIE_LENGTH) {
            written.add(cookies.setSession(secondName, value.substring(MAX_COOKIE_LENGTH), maxAge));
        } else if (!Cookies.values(request, secondName).isEmpty()) {
            written.add(cookies.deleteSession(secondName));
        }
        return written;
    }

    private Encoded fitting(Session session) {
        Encoded whole = new Encoded(session);
        if (whole.fits()) {
            return whole;
        }
        Encoded lighter = new Encoded(session.withoutIdToken());
        Encoded lightest = new Encoded(lighter.session().withoutAccessToken());
        if (!lightest.fits()) {
            throw tooLarge(lightest.session());
        }
        boolean accessTokenFits = lighter.fits();
        if (warned.compareAndSet(false, true)) {
            LOG.warn(
                    "The session cookie has no room for the {}. To keep all tokens, keep sessions on the server:"
                            + " sessions(SessionStore.inMemory()).",
                    accessTokenFits ? "ID token" : "ID token and the access token");
        }
        return accessTokenFits ? lighter : lightest;
    }

    private static Misconfigured tooLarge(Session session) {
        List<String> largest = session.claims().entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<String, Object> claim) ->
                                String.valueOf(claim.getValue()).length())
                        .reversed())
                .limit(3)
                .map(Map.Entry::getKey)
                .toList();
        return new Misconfigured(
                FailureReason.SESSION_TOO_LARGE,
                "The claims do not fit into a cookie of " + Seal.MAX_LENGTH + " characters; the largest are " + largest
                        + ".");
    }
}
