package dev.latchkey.testing;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Origins and sites of addresses, without a list of public suffixes: the last two labels are a site. */
final class Sites {
    private Sites() {}

    /** The host in lower case. */
    static String host(URI uri) {
        String host = uri.getHost();
        if (host == null) {
            throw new IllegalArgumentException("expected an absolute http or https URL, not " + uri);
        }
        return host.toLowerCase(Locale.ROOT);
    }

    /** Scheme, host and port. */
    static String origin(URI uri) {
        String origin = uri.getScheme() + "://" + host(uri);
        return uri.getPort() < 0 || uri.getPort() == defaultPort(uri) ? origin : origin + ":" + uri.getPort();
    }

    /** Whether a host is this domain or below it. */
    static boolean isWithin(String host, String domain) {
        return host.equals(domain) || (domain.contains(".") && !isAddress(host) && host.endsWith("." + domain));
    }

    /** Whether browsers treat the address as safe from eavesdroppers: https or loopback. */
    static boolean isTrustworthy(URI uri) {
        String host = host(uri);
        return "https".equals(uri.getScheme())
                || host.equals("localhost")
                || host.endsWith(".localhost")
                || host.equals("[::1]")
                || host.startsWith("127.");
    }

    /** What {@code Sec-Fetch-Site} says of a request that went through these addresses; without initiator, none. */
    static String relation(@Nullable URI initiator, Iterable<URI> chain) {
        if (initiator == null) {
            return "none";
        }
        String relation = "same-origin";
        for (URI uri : chain) {
            if (!site(uri).equals(site(initiator))) {
                return "cross-site";
            }
            if (!origin(uri).equals(origin(initiator))) {
                relation = "same-site";
            }
        }
        return relation;
    }

    private static String site(URI uri) {
        String host = host(uri);
        String[] labels = host.split("\\.", -1);
        boolean whole = isAddress(host) || labels.length < 3;
        String domain = whole ? host : labels[labels.length - 2] + "." + labels[labels.length - 1];
        return uri.getScheme() + "://" + domain;
    }

    private static boolean isAddress(String host) {
        return host.startsWith("[") || host.matches("[0-9.]+");
    }

    private static int defaultPort(URI uri) {
        return "https".equals(uri.getScheme()) ? 443 : 80;
    }
}
