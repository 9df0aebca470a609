package dev.latchkey.testing;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One request of a browser and what led to it.
 *
 * @param mode a page load, or a request of a script
 * @param method the HTTP method
 * @param chain the addresses gone through; the last is the one to ask now
 * @param form the encoded form to send, or null
 * @param initiator the page that caused it; null if the user typed the address
 */
record Navigation(
        Mode mode,
        String method,
        List<URI> chain,
        @Nullable String form,
        @Nullable URI initiator) {
    private static final String PAGES = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    enum Mode {
        PAGE,
        FETCH
    }

    static Navigation page(URI target, @Nullable URI initiator) {
        return new Navigation(Mode.PAGE, "GET", List.of(target), null, initiator);
    }

    static Navigation post(URI target, String form, URI initiator) {
        return new Navigation(Mode.PAGE, "POST", List.of(target), form, initiator);
    }

    static Navigation fetch(URI target, URI initiator) {
        return new Navigation(Mode.FETCH, "GET", List.of(target), null, initiator);
    }

    URI target() {
        return chain.get(chain.size() - 1);
    }

    /** The next request after a redirect; only 307 and 308 keep the method (RFC 9110 §15.4). */
    Navigation redirected(int status, URI location) {
        boolean keeps = status == 307 || status == 308;
        List<URI> longer = new ArrayList<>(chain);
        longer.add(location);
        return new Navigation(mode, keeps ? method : "GET", longer, keeps ? form : null, initiator);
    }

    /** The headers of the request, cookies aside (Fetch §4 and Fetch Metadata §2). */
    Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", mode == Mode.PAGE ? PAGES : "*/*");
        headers.put("Accept-Language", "en");
        if (form != null) {
            headers.put("Content-Type", "application/x-www-form-urlencoded");
        }
        if (!method.equals("GET")) {
            headers.put("Origin", origin());
        }
        if (Sites.isTrustworthy(target())) {
            headers.put("Sec-Fetch-Site", site());
            headers.put("Sec-Fetch-Mode", mode == Mode.PAGE ? "navigate" : "cors");
            headers.put("Sec-Fetch-Dest", mode == Mode.PAGE ? "document" : "empty");
            if (mode == Mode.PAGE) {
                headers.put("Sec-Fetch-User", "?1");
                headers.put("Upgrade-Insecure-Requests", "1");
            }
        }
        return headers;
    }

    /** Whether a cookie's SameSite lets it go along (RFC 6265bis §5.2 and §5.8.3); redirects count. */
    boolean allows(BrowserCookie cookie) {
        boolean sameSite = !site().equals("cross-site");
        boolean safePageLoad = mode == Mode.PAGE && method.equals("GET");
        return switch (cookie.sameSite()) {
            case "none" -> true;
            case "strict" -> sameSite;
            default -> sameSite || safePageLoad;
        };
    }

    private String site() {
        return Sites.relation(initiator, chain);
    }

    private String origin() {
        URI from = initiator;
        boolean opaque = from == null
                || chain.subList(0, chain.size() - 1).stream()
                        .anyMatch(hop -> !Sites.origin(hop).equals(Sites.origin(from)));
        return opaque ? "null" : Sites.origin(Objects.requireNonNull(from));
    }
}
