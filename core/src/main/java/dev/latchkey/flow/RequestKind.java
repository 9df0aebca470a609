package dev.latchkey.flow;

import dev.latchkey.http.WebRequest;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a request is, told by Fetch metadata (W3C Fetch Metadata Request Headers), else by the older signs. */
enum RequestKind {
    /** A person opens a page: may be redirected. */
    NAVIGATION,
    /** A person submits a form: gets a page, and no redirect, since the form's contents would be lost. */
    FORM_NAVIGATION,
    /** A script, an API client, a subresource, a prefetch or a WebSocket: gets a status. */
    OTHER;

    /** Frameworks may route by these; then the request is not what its method says. */
    private static final List<String> METHOD_OVERRIDES =
            List.of("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override");

    private static final Set<String> THAT_COUNT_AS_USE = Set.of("document", "empty", "iframe", "frame");

    static RequestKind of(WebRequest request) {
        if (!isNavigation(request)) {
            return OTHER;
        }
        return switch (request.method()) {
            case "GET" -> NAVIGATION;
            case "POST" -> FORM_NAVIGATION;
            default -> OTHER;
        };
    }

    private static boolean isNavigation(WebRequest request) {
        if (isPrefetch(request) || isWebSocket(request)) {
            return false;
        }
        String mode = request.header("Sec-Fetch-Mode");
        if (mode != null) {
            return mode.equals("navigate") && request.hasHeader("Sec-Fetch-Dest", "document");
        }
        String accept = request.header("Accept");
        return accept != null
                && accept.contains("text/html")
                && !accept.contains("text/event-stream")
                && request.header("X-Requested-With") == null
                && request.header("HX-Request") == null;
    }

    /** Other upgrades, such as that to HTTP/2, say nothing about what the request is. */
    private static boolean isWebSocket(WebRequest request) {
        return request.hasHeader("Upgrade", "websocket");
    }

    static boolean isPrefetch(WebRequest request) {
        return contains(request.header("Sec-Purpose"), "prefetch") || contains(request.header("Purpose"), "prefetch");
    }

    private static boolean contains(@Nullable String value, String part) {
        return value != null && value.contains(part);
    }

    /** Is this a CORS preflight (WHATWG Fetch §4.8)? It never carries cookies and must not be denied for that. */
    static boolean isPreflight(WebRequest request) {
        return request.method().equals("OPTIONS")
                && METHOD_OVERRIDES.stream().allMatch(name -> request.header(name) == null)
                && request.header("Origin") != null
                && request.header("Access-Control-Request-Method") != null;
    }

    /** Does the request show that the user is active? The images of a page do not; and a WebSocket takes no cookie. */
    static boolean countsAsUse(WebRequest request) {
        String destination = request.header("Sec-Fetch-Dest");
        return !isWebSocket(request) && (destination == null || THAT_COUNT_AS_USE.contains(destination));
    }

    /** Was this request made by a page of this origin, or by the user alone? */
    static boolean isFromThisOrigin(WebRequest request, String origin) {
        String site = request.header("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin") || site.equals("none");
        }
        return !request.method().equals("GET") && request.hasHeader("Origin", origin);
    }
}
