package dev.latchkey.testing;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Set;

/** Which addresses a client may send the browser to. */
final class RedirectUris {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private RedirectUris() {}

    /** Whether the URI is one of these, compared exactly; if there are none, whether its host is loopback. */
    static boolean allow(List<String> registered, String uri) {
        return registered.isEmpty() ? isLoopback(uri) : registered.contains(uri);
    }

    /** Whether the URI is absolute and has no fragment (RFC 6749 §3.1.2). */
    static boolean isWellFormed(String uri) {
        try {
            URI parsed = new URI(uri);
            return parsed.isAbsolute() && parsed.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    static boolean isLoopback(String uri) {
        if (!isWellFormed(uri)) {
            return false;
        }
        String host = URI.create(uri).getHost();
        return host != null && (LOOPBACK.contains(host) || host.endsWith(".localhost"));
    }
}
