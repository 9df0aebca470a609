package dev.latchkey.authorization;

import dev.latchkey.authorization.PendingLogin.Left;
import dev.latchkey.config.LoginParameters;
import dev.latchkey.config.ResponseMode;
import dev.latchkey.cookie.Cookies;
import dev.latchkey.cookie.Seal;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.Misconfigured;
import dev.latchkey.failure.ProtocolViolation;
import dev.latchkey.http.SetCookie;
import dev.latchkey.http.WebRequest;
import dev.latchkey.internal.Hashes;
import dev.latchkey.provider.NamedProvider.Relationship;
import dev.latchkey.store.SharedValues;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The logins that this browser has under way: one sealed cookie each, at most eight and 1700 bytes, the oldest dropped first.
 * Nothing is kept on the server but hashes of the states that were used, which every node sees. Thread-safe.
 */
public final class PendingLogins {
    private static final int MAX_LOGINS = 8;
    private static final int MAX_BYTES = 1700;
    private static final int LOGINS_WITH_ROOM = 5;
    private static final int BYTES_OF_A_SHORT_LOGIN = 180;
    private static final byte[] USED = {1};

    private final Cookies cookies;
    private final Seal seal;
    private final SharedValues values;

    /**
     * With cookies sealed like this.
     *
     * @param values where the states that were used are kept
     */
    public PendingLogins(Cookies cookies, Seal seal, SharedValues values) {
        this.cookies = cookies;
        this.seal = seal;
        this.values = values;
    }

    /**
     * A login that has begun.
     *
     * @param login what the callback will need
     * @param cookies to set: the login's own, and the deletion of those that there is no room for
     */
    public record Begun(PendingLogin login, List<SetCookie> cookies) {}

    private record Outstanding(PendingLogin login, String cookieName, String sealed) {
        int bytes() {
            return cookieName.length() + sealed.length();
        }
    }

    /**
     * Begins a login. A target that leaves other logins no room is cut short rather than that one of them is dropped.
     *
     * @param parameters what it asks for, beside what every login at the provider does
     * @param left what its answer will come without, if that is posted by a page of the provider's
     * @throws Misconfigured if it asks for more than a cookie holds
     */
    public Begun begin(
            WebRequest request,
            Relationship relationship,
            URI redirectUri,
            Purpose purpose,
            String returnTo,
            LoginParameters parameters,
            Left left,
            Instant now) {
        List<Outstanding> older = outstanding(request);
        List<SetCookie> changes = new ArrayList<>();
        older.stream()
                .filter(other -> other.login().isExpired(now))
                .forEach(other -> changes.add(cookies.delete(other.cookieName())));
        older.removeIf(other -> other.login().isExpired(now));
        Asked asked = parameters.isEmpty()
                ? null
                : Asked.by(parameters.over(relationship.settings().parameters()));
        // A form that the provider's page posts here is a cross-site request.
        boolean isCrossSite = relationship.settings().responseMode() == ResponseMode.FORM_POST;
        Outstanding begun = fitting(
                room(older),
                returnTo,
                target -> PendingLogin.start(
                        relationship, redirectUri, purpose, target, asked, isCrossSite ? left : null, now));
        changes.add(
                isCrossSite
                        ? cookies.setForCrossSite(begun.cookieName(), begun.sealed(), PendingLogin.LIFETIME)
                        : cookies.set(begun.cookieName(), begun.sealed(), PendingLogin.LIFETIME));
        int bytes = begun.bytes();
        for (int i = 0; i < older.size(); i++) {
            bytes += older.get(i).bytes();
            if (i + 1 >= MAX_LOGINS || bytes > MAX_BYTES) {
                changes.add(cookies.delete(older.get(i).cookieName()));
            }
        }
        return new Begun(begun.login(), changes);
    }

    private static int room(List<Outstanding> older) {
        int taken = older.stream()
                .limit(MAX_LOGINS - 1)
                .mapToInt(Outstanding::bytes)
                .sum();
        return MAX_BYTES - taken - Math.max(0, LOGINS_WITH_ROOM - 1 - older.size()) * BYTES_OF_A_SHORT_LOGIN;
    }

    /** With the longest target for which there is room. */
    private Outstanding fitting(int room, String returnTo, Function<String, PendingLogin> start) {
        String path = returnTo.split("\\?", 2)[0];
        Outstanding begun = sealed(start.apply(returnTo));
        for (String shorter : List.of(path, ReturnTo.HOME)) {
            if (begun.bytes() > room) {
                begun = sealed(start.apply(shorter));
            }
        }
        if (begun.bytes() > MAX_BYTES) {
            throw Misconfigured.setting(
                    "LoginParameters",
                    "ask for so much that it takes " + begun.bytes() + " bytes to remember until the user comes back",
                    "fewer essential claims, so that " + MAX_BYTES + " bytes do");
        }
        return begun;
    }

    private Outstanding sealed(PendingLogin login) {
        String name = cookieName(login.state());
        return new Outstanding(login, name, seal.seal(name, login.encode()));
    }

    /** Newest first. */
    private List<Outstanding> outstanding(WebRequest request) {
        List<Outstanding> logins = new ArrayList<>();
        for (Cookies.Named cookie : Cookies.beginning(request, cookies.name("p-"))) {
            PendingLogin login = open(cookie.name(), cookie.value());
            if (login != null) {
                logins.add(new Outstanding(login, cookie.name(), cookie.value()));
            }
        }
        logins.sort(
                Comparator.comparing((Outstanding o) -> o.login().startedAt()).reversed());
        return logins;
    }

    /** The login of this browser with this state, whatever its age and use. */
    public @Nullable PendingLogin find(WebRequest request, String state) {
        String name = cookieName(state);
        for (String value : Cookies.values(request, name)) {
            PendingLogin login = open(name, value);
            if (login != null && Hashes.equalInConstantTime(login.state(), state)) {
                return login;
            }
        }
        return null;
    }

    /**
     * Takes a login out, once: whoever brings the same state again is refused.
     *
     * @throws ProtocolViolation if this browser has no such login, or it is too old, or was taken before
     */
    public PendingLogin takeOnce(WebRequest request, String state, Instant now) {
        PendingLogin login = find(request, state);
        if (login == null) {
            throw new ProtocolViolation(
                    FailureReason.STATE_UNKNOWN, "No login of this browser is under way with this state.");
        }
        if (login.isExpired(now)) {
            throw new ProtocolViolation(
                    FailureReason.STATE_EXPIRED, "The login was started at " + login.startedAt() + ".");
        }
        if (!values.putIfAbsent("state:" + Hashes.sha256Base64Url(state), USED, now.plus(PendingLogin.LIFETIME))) {
            throw new ProtocolViolation(FailureReason.STATE_USED, "The login was finished before.");
        }
        return login;
    }

    /** The deletion of the cookie of the login with this state. */
    public SetCookie deletion(String state) {
        return cookies.delete(cookieName(state));
    }

    private @Nullable PendingLogin open(String name, String value) {
        byte[] content = seal.open(name, value);
        return content == null ? null : PendingLogin.decode(content);
    }

    private String cookieName(String state) {
        return cookies.name("p-") + Hashes.sha256Base64Url(state).substring(0, 8);
    }
}
