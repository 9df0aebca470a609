package dev.latchkey.servlet;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The filter in front of a framework whose adapter decides about a request later, in the framework. It decides nothing
 * itself: it hands on a request and a response that keep what {@link ServletExchange#prepare} says from then on. An
 * adapter maps it to {@code /*}, with asynchronous support. Immutable and thread-safe.
 *
 * <p>{@link OidcFilter} needs none.
 */
public final class GuardFilter implements Filter {
    private static final String GUARD = "dev.latchkey.guard";

    /** A filter. */
    public GuardFilter() {}

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!(request instanceof HttpServletRequest http) || !(response instanceof HttpServletResponse answer)) {
            throw new ServletException("GuardFilter is for HTTP");
        }
        Guard guard = guardOf(http);
        if (guard == null) {
            guard = new Guard(null);
            http.setAttribute(GUARD, guard);
        }
        chain.doFilter(new GuardedRequest(http, guard), new GuardedResponse(answer, guard));
    }

    static @Nullable Guard guardOf(HttpServletRequest request) {
        return request.getAttribute(GUARD) instanceof Guard guard ? guard : null;
    }
}
