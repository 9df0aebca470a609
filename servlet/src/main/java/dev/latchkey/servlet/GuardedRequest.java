package dev.latchkey.servlet;

import dev.latchkey.app.SignedInUser;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpSession;
import java.security.Principal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An admitted request. It shows who is signed in as the Servlet API does (Jakarta Servlet 6.0 §13.3).
 *
 * <p>The container's session is bound to the first user who touches it: it may outlive the login, and must not show the
 * next user what the last one left. Another user's request ends it. A request of nobody does not see it, and ends it only
 * to make one of its own: a request from another site may carry the container's cookie and not ours.
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
        return user == null ? super.getUserPrincipal() : user;
    }

    @Override
    public @Nullable String getRemoteUser() {
        SignedInUser user = user();
        return user == null ? super.getRemoteUser() : user.getName();
    }

    @Override
    public boolean isUserInRole(String role) {
        SignedInUser user = user();
        return user == null ? super.isUserInRole(role) : user.hasRole(role);
    }

    @Override
    public @Nullable String getAuthType() {
        return user() == null ? super.getAuthType() : "OPENID_CONNECT";
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
