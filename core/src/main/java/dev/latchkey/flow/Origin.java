package dev.latchkey.flow;

import java.net.URI;
import java.util.Locale;

/** Origins as browsers write them (RFC 6454 §6.2). */
final class Origin {
    private Origin() {}

    /** The origin of a URL. */
    static String of(URI url) {
        String scheme = url.getScheme().toLowerCase(Locale.ROOT);
        String host = url.getHost().toLowerCase(Locale.ROOT);
        int usual = scheme.equals("https") ? 443 : 80;
        return scheme + "://" + host + (url.getPort() < 0 || url.getPort() == usual ? "" : ":" + url.getPort());
    }
}
