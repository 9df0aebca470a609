package dev.latchkey.servlet;

import dev.latchkey.app.SignedInUser;
import dev.latchkey.app.TokenIdentity;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpSession;
import java.security.Principal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An admitted request. It shows who is signed in, or calls with an access token, as the Servlet API does (Jakarta Servlet
 * 6.0 §13.3).
 *
 * <p>The container's session is bound to the first user who touches it: it may outlive the login, and must not show the
 * next user what the last one left. Another user's request ends it. A request of nobody does not see it, and ends it only
 * to make one of its own: a request from another site may carry the container's cookie and not ours. A request with an
 * access token has no session at all.
 */
final class GuardedRequest extends HttpServletRequestWrapper {
    private static final String OWNER = "dev.latchkey.owner";

    private final Guard guard;

    GuardedRequest(HttpServletRequest request, Guard guard) {
        super(request);
        this.guard = guard;
    }

    @Override
    public @Nullable Principal getUserPrincipal() {
        SignedInUser user = user();
        TokenIdentity caller = user == null ? caller() : null;
        return user != null ? user : caller != null ? caller : super.getUserPrincipal();
    }

    @Override
    public @Nullable String getRemoteUser() {
        SignedInUser user = user();
        TokenIdentity caller = user == null ? caller() : null;
        return user != null ? user.getName() : caller != null ? caller.getName() : super.getRemoteUser();
    }

    @Override
    public boolean isUserInRole(String role) {
        SignedInUser user = user();
        TokenIdentity caller = user == null ? caller() : null;
        return user != null ? user.hasRole(role) : caller != null ? caller.hasRole(role) : super.isUserInRole(role);
    }

    @Override
    public @Nullable String getAuthType() {
        return user() != null ? "OPENID_CONNECT" : caller() != null ? "BEARER" : super.getAuthType();
    }

    @Override
    public HttpSession getSession() {
        return Objects.requireNonNull(getSession(true));
    }

    @Override
    public @Nullable HttpSession getSession(boolean create) {
        if (guard.proceed() == null) {
            return super.getSession(create);
        }
        if (caller() != null) {
            requireNoSession(create);
            return null;
        }
        SignedInUser user = user();
        HttpSession present = super.getSession(false);
        if (present != null && isForeign(present, user)) {
            if (user == null && !create) {
                return null;
            }
            end(present);
        }
        HttpSession session = super.getSession(create);
        if (session != null && user != null && session.getAttribute(OWNER) == null) {
            session.setAttribute(OWNER, user.key());
        }
        return session;
    }

    @Override
    public String changeSessionId() {
        requireNoSession(caller() != null);
        return super.changeSessionId();
    }

    private static void requireNoSession(boolean isAttempted) {
        if (isAttempted) {
            throw new IllegalStateException("A request with an access token has no session, and begins none.");
        }
    }

    private @Nullable TokenIdentity caller() {
        return guard.proceed() == null ? null : Bearers.find(this);
    }

    /** The attribute, so that all filters of an application agree. */
    private @Nullable SignedInUser user() {
        return guard.proceed() == null ? null : SignedInUsers.find(this);
    }

    private static boolean isForeign(HttpSession session, @Nullable SignedInUser user) {
        Object owner = session.getAttribute(OWNER);
        return owner != null && (user == null || !owner.equals(user.key()));
    }

    private static void end(HttpSession session) {
        try {
            session.invalidate();
        } catch (IllegalStateException e) {
            // Another request ended it meanwhile.
        }
    }
}
