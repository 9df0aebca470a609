package dev.latchkey.testing;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request of a browser and what led to it.
 *
 * @param mode a page load of the user or of a script, in a frame, or a {@code fetch}
 * @param method the HTTP method
 * @param chain the addresses gone through; the last is the one to ask now
 * @param form the form to send, or null
 * @param initiator the page that caused it; null if the user typed the address
 */
record Navigation(
        Mode mode,
        String method,
        List<URI> chain,
        @Nullable FormBody form,
        @Nullable Initiator initiator) {
    private static final String PAGES = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    enum Mode {
        PAGE,
        PAGE_BY_SCRIPT,
        FRAME,
        FETCH
    }

    static Navigation page(URI target, @Nullable Initiator initiator) {
        return new Navigation(Mode.PAGE, "GET", List.of(target), null, initiator);
    }

    static Navigation frame(URI target, Initiator initiator) {
        return new Navigation(Mode.FRAME, "GET", List.of(target), null, initiator);
    }

    static Navigation post(URI target, FormBody form, Initiator initiator) {
        return new Navigation(Mode.PAGE, "POST", List.of(target), form, initiator);
    }

    static Navigation fetch(URI target, Initiator initiator) {
        return new Navigation(Mode.FETCH, "GET", List.of(target), null, initiator);
    }

    /** The same, but it was no user who clicked. */
    Navigation byScript() {
        return new Navigation(Mode.PAGE_BY_SCRIPT, method, chain, form, initiator);
    }

    URI target() {
        return chain.get(chain.size() - 1);
    }

    /**
     * The next request after a redirect; only 307 and 308 keep the method (RFC 9110 §15.4). Without a fragment of its
     * own the location inherits the one before (RFC 9110 §10.2.2).
     */
    Navigation redirected(int status, URI location) {
        boolean keeps = status == 307 || status == 308;
        List<URI> longer = new ArrayList<>(chain);
        String fragment = target().getRawFragment();
        boolean inherits = fragment != null && location.getRawFragment() == null;
        longer.add(inherits ? URI.create(location + "#" + fragment) : location);
        return new Navigation(mode, keeps ? method : "GET", longer, keeps ? form : null, initiator);
    }

    /** The headers of the request, cookies aside (Fetch §4 and Fetch Metadata §2). */
    Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", isPage() ? PAGES : "*/*");
        headers.put("Accept-Language", "en");
        if (form != null) {
            headers.put("Content-Type", form.contentType());
        }
        if (!method.equals("GET")) {
            headers.put("Origin", origin());
        }
        if (Sites.isTrustworthy(target())) {
            headers.put("Sec-Fetch-Site", site());
            headers.put("Sec-Fetch-Mode", isPage() ? "navigate" : "cors");
            headers.put("Sec-Fetch-Dest", mode == Mode.FRAME ? "iframe" : isPage() ? "document" : "empty");
            if (mode == Mode.PAGE) {
                headers.put("Sec-Fetch-User", "?1");
            }
            if (isPage()) {
                headers.put("Upgrade-Insecure-Requests", "1");
            }
        }
        return headers;
    }

    /**
     * Whether a cookie's SameSite lets it go along (RFC 6265bis §5.2 and §5.8.3); redirects count. A cookie that says
     * nothing counts as lax from its first minute on, stricter than browsers that let it go with an early POST.
     */
    boolean allows(BrowserCookie cookie) {
        boolean sameSite = !site().equals("cross-site");
        boolean safePageLoad = isPage() && mode != Mode.FRAME && method.equals("GET");
        return switch (cookie.sameSite()) {
            case "none" -> true;
            case "strict" -> sameSite;
            default -> sameSite || safePageLoad;
        };
    }

    private String site() {
        return Sites.relation(initiator == null ? null : initiator.uri(), chain);
    }

    private String origin() {
        Initiator from = initiator;
        if (from == null || wentAstray(Sites.origin(from.uri()))) {
            return "null";
        }
        return isPage() ? from.originFor(target()) : Sites.origin(from.uri());
    }

    /** Whether another origin had the request before it came to its target. */
    private boolean wentAstray(String origin) {
        return chain.subList(0, chain.size() - 1).stream()
                .anyMatch(hop -> !Sites.origin(hop).equals(origin));
    }

    private boolean isPage() {
        return mode != Mode.FETCH;
    }
}
