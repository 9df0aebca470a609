package dev.latchkey.servlet;

import dev.latchkey.app.Decision;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.util.Locale;

/**
 * The response to an admitted request. With a cookie of ours it stays {@code no-store}, whatever the application says,
 * and for every cache on the way (RFC 9213 §2.1); what we put into it survives {@code reset()}.
 */
final class GuardedResponse extends HttpServletResponseWrapper {
    private final HttpServletResponse response;
    private final Guard guard;

    GuardedResponse(HttpServletResponse response, Guard guard) {
        super(response);
        this.response = response;
        this.guard = guard;
    }

    @Override
    public void setHeader(String name, String value) {
        if (mayChange(name)) {
            super.setHeader(name, value);
        }
    }

    @Override
    public void addHeader(String name, String value) {
        if (mayChange(name)) {
            super.addHeader(name, value);
        }
    }

    @Override
    public void setDateHeader(String name, long date) {
        if (mayChange(name)) {
            super.setDateHeader(name, date);
        }
    }

    @Override
    public void addDateHeader(String name, long date) {
        if (mayChange(name)) {
            super.addDateHeader(name, date);
        }
    }

    @Override
    public void setIntHeader(String name, int value) {
        if (mayChange(name)) {
            super.setIntHeader(name, value);
        }
    }

    @Override
    public void addIntHeader(String name, int value) {
        if (mayChange(name)) {
            super.addIntHeader(name, value);
        }
    }

    @Override
    public void reset() {
        super.reset();
        Decision.Proceed proceed = guard.proceed();
        if (proceed != null) {
            ServletExchange.prepare(proceed, response);
        }
    }

    /** Is this a header field that tells a cache what it may store? */
    static boolean isForCaches(String name) {
        String lowerCase = name.toLowerCase(Locale.ROOT);
        return lowerCase.endsWith("cache-control") || lowerCase.equals("surrogate-control");
    }

    private boolean mayChange(String name) {
        Decision.Proceed proceed = guard.proceed();
        return proceed == null || proceed.cookies().isEmpty() || !isForCaches(name);
    }
}
