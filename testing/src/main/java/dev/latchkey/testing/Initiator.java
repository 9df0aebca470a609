package dev.latchkey.testing;

import java.net.URI;
import java.util.Objects;

/** The page that causes a request, and what it lets others know about itself (Referrer Policy §3). */
record Initiator(URI uri, String referrerPolicy) {
    /** A page that was loaded before. */
    static Initiator page(Page page) {
        String policy = Objects.requireNonNullElse(page.header("Referrer-Policy"), "");
        return new Initiator(
                page.uri(), policy.substring(policy.lastIndexOf(',') + 1).strip());
    }

    /** Some page at this address, without a policy. */
    static Initiator at(URI uri) {
        return new Initiator(uri, "");
    }

    /** The {@code Origin} of a page load by POST that is now at this address (Fetch §3.2.1). */
    String originFor(URI target) {
        boolean hides = switch (referrerPolicy) {
            case "no-referrer" -> true;
            case "same-origin" -> !Sites.origin(uri).equals(Sites.origin(target));
            case "origin", "unsafe-url", "origin-when-cross-origin" -> false;
            default -> "https".equals(uri.getScheme()) && !"https".equals(target.getScheme());
        };
        return hides ? "null" : Sites.origin(uri);
    }
}
