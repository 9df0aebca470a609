package dev.latchkey.servlet;

import dev.latchkey.app.Decision;
import dev.latchkey.app.IdentityChange;
import dev.latchkey.http.SetCookie;
import dev.latchkey.http.WebRequest;
import dev.latchkey.http.WebResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The translation between the Servlet API and Latchkey; for adapters of frameworks that stand on servlets. */
public final class ServletExchange {
    private static final String NO_STORE = "no-store";

    private ServletExchange() {}

    /** The request, for {@code RelyingParty.decide}. */
    public static WebRequest request(HttpServletRequest request) {
        return request(request, request.getMethod());
    }

    /**
     * The request, for {@code RelyingParty.decide}, with the method that a framework routes by.
     *
     * @param method the method in upper case; a framework that honours a header such as {@code X-HTTP-Method-Override}
     *     routes by another than the request line has
     */
    public static WebRequest request(HttpServletRequest request, String method) {
        String context = request.getContextPath();
        return new WebRequest(
                method,
                request.getRequestURI().substring(context.length()),
                request.getQueryString(),
                new ServletHeaders(request),
                limit -> body(request, limit));
    }

    /**
     * A filter before us may have had the container read the form: then its parameters are all that is left. Those of the
     * query are among them, so that beside a query there is no telling what was in the form.
     */
    private static byte[] body(HttpServletRequest request, int limit) throws IOException {
        byte[] body = request.getInputStream().readNBytes(limit);
        String type = String.valueOf(request.getContentType());
        if (body.length > 0
                || request.getQueryString() != null
                || !type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded")) {
            return body;
        }
        String form = request.getParameterMap().entrySet().stream()
                .flatMap(parameter -> Arrays.stream(parameter.getValue())
                        .map(value -> encoded(parameter.getKey()) + "=" + encoded(value)))
                .collect(Collectors.joining("&"));
        byte[] encoded = form.getBytes(StandardCharsets.UTF_8);
        return encoded.length <= limit ? encoded : Arrays.copyOf(encoded, limit);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The path within the application, decoded and normalised by the container, for {@link PathRules}. */
    public static String pathInApplication(HttpServletRequest request) {
        String rest = request.getPathInfo();
        return rest == null ? request.getServletPath() : request.getServletPath() + rest;
    }

    /**
     * Makes a request ready for the application: the user as an attribute, cookies and caching in the response.
     *
     * @throws IllegalStateException if the request did not come through {@link GuardFilter}
     */
    public static void prepare(Decision.Proceed proceed, HttpServletRequest request, HttpServletResponse response) {
        Guard guard = GuardFilter.guardOf(request);
        if (guard == null) {
            throw new IllegalStateException("Nothing guards this request. Map " + GuardFilter.class.getName()
                    + " to /* before the framework's servlet.");
        }
        show(proceed, request);
        prepare(proceed, response);
        guard.admit(proceed);
    }

    /** A later decision that knows nobody leaves the user of an earlier one. There is a user or a token, never both. */
    static void show(Decision.Proceed proceed, HttpServletRequest request) {
        if (proceed.token() != null) {
            request.setAttribute(Bearers.ATTRIBUTE, proceed.token());
            remove(SignedInUsers.ATTRIBUTE, request);
        } else if (proceed.user() != null) {
            request.setAttribute(SignedInUsers.ATTRIBUTE, proceed.user());
            remove(Bearers.ATTRIBUTE, request);
        }
    }

    /** Containers tell all listeners, although there is hardly ever anything to remove. */
    private static void remove(String attribute, HttpServletRequest request) {
        if (request.getAttribute(attribute) != null) {
            request.removeAttribute(attribute);
        }
    }

    static void prepare(Decision.Proceed proceed, HttpServletResponse response) {
        if (!proceed.cookies().isEmpty()) {
            response.setHeader("Cache-Control", NO_STORE);
            List.copyOf(response.getHeaderNames()).stream()
                    .filter(GuardedResponse::isForCaches)
                    .forEach(name -> response.setHeader(name, NO_STORE));
            add(proceed.cookies().stream().filter(c -> !isSet(c, response)).toList(), response);
        } else if (proceed.cacheControl() != null) {
            response.setHeader("Cache-Control", proceed.cacheControl());
        }
    }

    /**
     * Writes an answer of Latchkey's own, and lets the container's session follow the change of identity.
     *
     * @throws IOException if the connection breaks
     * @throws IllegalStateException if the response is committed: the application sent something before it dispatched the
     *     request to a path that Latchkey answers
     */
    public static void write(Decision.Answer answer, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        follow(answer.change(), request);
        response.resetBuffer();
        WebResponse content = answer.response();
        response.setStatus(content.status());
        content.headers().forEach(response::setHeader);
        add(content.cookies(), response);
        byte[] body = content.body().getBytes(StandardCharsets.UTF_8);
        response.setContentLength(body.length);
        if (!request.getMethod().equals("HEAD")) {
            response.getOutputStream().write(body);
        }
    }

    private static void add(List<SetCookie> cookies, HttpServletResponse response) {
        cookies.forEach(cookie -> response.addHeader("Set-Cookie", cookie.header()));
    }

    /** A request that was forwarded comes by again. */
    private static boolean isSet(SetCookie cookie, HttpServletResponse response) {
        return response.getHeaders("Set-Cookie").stream().anyMatch(set -> set.startsWith(cookie.name() + "="));
    }

    /** New identity, new session id; no identity, or another, no session (against session fixation). */
    private static void follow(IdentityChange change, HttpServletRequest request) {
        HttpSession session = change == IdentityChange.NONE ? null : request.getSession(false);
        if (session == null) {
            return;
        }
        try {
            if (change == IdentityChange.SIGNED_IN) {
                request.changeSessionId();
            } else {
                session.invalidate();
            }
        } catch (IllegalStateException e) {
            // Another request ended the session meanwhile.
        }
    }
}
