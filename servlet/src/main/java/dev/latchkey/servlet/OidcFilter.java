package dev.latchkey.servlet;

import dev.latchkey.RelyingParty;
import dev.latchkey.app.Access;
import dev.latchkey.app.Decision;
import dev.latchkey.app.IdentityChange;
import dev.latchkey.failure.Misconfigured;
import dev.latchkey.http.WebResponse;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A servlet filter that lets requests in by the access that their path asks for. Map it to {@code /*}, before all other
 * filters: what it does not see, it does not protect. It supports asynchronous servlets. Mapped to all dispatcher types,
 * it shows error pages and asynchronous dispatches who is signed in, and protects what a request is forwarded to.
 *
 * <p>An embedded Tomcat asks no filter about a path that has no servlet, not even about the redirect URI: there, map some
 * servlet, such as Tomcat's own {@code DefaultServlet}, to {@code /}.
 *
 * <p>The application reads who is signed in from {@link SignedInUsers}, or from {@code getUserPrincipal},
 * {@code getRemoteUser} and {@code isUserInRole}. Each method answers a changed copy; a filter is immutable and
 * thread-safe.
 */
public final class OidcFilter implements Filter {
    private static final String ADMISSION = "dev.latchkey.admission";

    /** Who was let in by an access token is not looked for in a session, wherever the request is forwarded to. */
    private static final Decision.Answer NO_LOGIN = new Decision.Answer(
            WebResponse.json(403, "{\"error\":\"access_denied\"}").header("Cache-Control", "no-store"),
            IdentityChange.NONE);

    private final RelyingParty relyingParty;
    private final PathRules rules;
    private final @Nullable Access otherwise;

    /** By whom a request was let in, for what, and how; and what came before that. */
    private record Admission(
            RelyingParty by,
            Access access,
            Decision.Proceed proceed,
            @Nullable Admission earlier) {
        static @Nullable Admission latest(HttpServletRequest request) {
            return request.getAttribute(ADMISSION) instanceof Admission admission ? admission : null;
        }

        static @Nullable Admission find(HttpServletRequest request, RelyingParty by) {
            Admission found = latest(request);
            while (found != null && found.by() != by) {
                found = found.earlier();
            }
            return found;
        }

        /** Does this need no further decision: an error page, an included part, or a path that asks for no more? */
        boolean covers(DispatcherType type, Access asked) {
            return switch (type) {
                case REQUEST -> false;
                case ERROR, INCLUDE -> true;
                case FORWARD, ASYNC -> asked.equals(access) || asked.equals(Access.anyone());
            };
        }
    }

    private OidcFilter(RelyingParty relyingParty, PathRules rules, @Nullable Access otherwise) {
        this.relyingParty = relyingParty;
        this.rules = rules;
        this.otherwise = otherwise;
    }

    /** A filter without rules; {@link #otherwise} must be said before it is used. */
    public static OidcFilter of(RelyingParty relyingParty) {
        return new OidcFilter(relyingParty, PathRules.none(), null);
    }

    /**
     * What a path asks for.
     *
     * @param pattern {@code /path}, or {@code /path/*} for a path and everything below; the longest match decides
     */
    public OidcFilter protect(String pattern, Access access) {
        relyingParty.check(access);
        return new OidcFilter(relyingParty, rules.with(pattern, access), otherwise);
    }

    /** Paths that everybody may see. */
    public OidcFilter open(String... patterns) {
        OidcFilter opened = this;
        for (String pattern : patterns) {
            opened = opened.protect(pattern, Access.anyone());
        }
        return opened;
    }

    /** What every path asks for that no pattern speaks of. Required: there is no silent default. */
    public OidcFilter otherwise(Access access) {
        relyingParty.check(access);
        return new OidcFilter(relyingParty, rules, access);
    }

    @Override
    public void init(FilterConfig config) {
        requireOtherwise();
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!(request instanceof HttpServletRequest http) || !(response instanceof HttpServletResponse answer)) {
            throw new ServletException("OidcFilter is for HTTP");
        }
        Access access = rules.find(requireOtherwise(), ServletExchange.pathInApplication(http));
        if (access == null) {
            ServletExchange.write(PathRules.CONTRADICTION, http, answer);
            return;
        }
        Admission before = Admission.find(http, relyingParty);
        if (before != null && before.covers(http.getDispatcherType(), access)) {
            proceed(before.proceed(), http, answer, chain);
            return;
        }
        if (before != null && before.proceed().token() != null && !takesTokens(access)) {
            ServletExchange.write(NO_LOGIN, http, answer);
            return;
        }
        Decision decision = relyingParty.decide(ServletExchange.request(http), access);
        if (decision instanceof Decision.Answer refused) {
            ServletExchange.write(refused, http, answer);
        } else if (decision instanceof Decision.Proceed proceed) {
            ServletExchange.show(proceed, http);
            ServletExchange.prepare(proceed, answer);
            http.setAttribute(ADMISSION, new Admission(relyingParty, access, proceed, Admission.latest(http)));
            proceed(proceed, http, answer, chain);
        }
    }

    private static boolean takesTokens(Access access) {
        return access instanceof Access.Bearer || access instanceof Access.SignedInOrBearer;
    }

    private static void proceed(
            Decision.Proceed proceed, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Guard guard = new Guard(proceed);
        chain.doFilter(new GuardedRequest(request, guard), new GuardedResponse(response, guard));
    }

    private Access requireOtherwise() {
        if (otherwise == null) {
            throw Misconfigured.setting(
                    "OidcFilter.otherwise",
                    "is missing: nothing says who may see a path without a pattern",
                    "otherwise(Access.signedIn()) or otherwise(Access.anyone())");
        }
        return otherwise;
    }
}
