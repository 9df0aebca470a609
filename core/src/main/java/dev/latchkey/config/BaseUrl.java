package dev.latchkey.config;

import dev.latchkey.failure.Misconfigured;
import java.net.URI;
import java.util.Locale;
import java.util.Set;

/** The application's public URL: scheme, host, port and path prefix. The only source of every URL that Latchkey makes. */
public final class BaseUrl {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final String EXPECTED =
            "an absolute URL without query and fragment, https except on localhost, such as \"https://app.example.com\""
                    + " or \"http://localhost:8080\"";

    private final String origin;
    private final String authority;
    private final String path;
    private final boolean https;

    private BaseUrl(URI uri) {
        this.https = "https".equals(uri.getScheme());
        this.authority = authority(uri);
        this.origin = uri.getScheme() + "://" + authority;
        this.path = uri.getRawPath().replaceAll("/+$", "");
    }

    /**
     * Reads the setting {@code baseUrl}.
     *
     * @throws Misconfigured if it is not an https URL, or an http URL of this machine
     */
    public static BaseUrl parse(String text) {
        URI uri;
        try {
            uri = URI.create(text.strip());
        } catch (IllegalArgumentException e) {
            throw Misconfigured.setting("baseUrl", "is not a URL: \"" + text + "\"", EXPECTED);
        }
        if (uri.getScheme() == null || uri.getHost() == null) {
            throw Misconfigured.setting("baseUrl", "is not an absolute URL: \"" + text + "\"", EXPECTED);
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null || uri.getRawUserInfo() != null) {
            throw Misconfigured.setting("baseUrl", "has a query, a fragment or a user: \"" + text + "\"", EXPECTED);
        }
        if (!isSecure(uri)) {
            throw Misconfigured.setting("baseUrl", "must be https: \"" + text + "\"", EXPECTED);
        }
        return new BaseUrl(uri);
    }

    /** Is this https, or http to this very machine? */
    public static boolean isSecure(URI uri) {
        return "https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && isLoopback(uri));
    }

    private static boolean isLoopback(URI uri) {
        return uri.getHost() != null && LOOPBACK.contains(uri.getHost().toLowerCase(Locale.ROOT));
    }

    private static String authority(URI uri) {
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        int defaultPort = "https".equals(uri.getScheme()) ? 443 : 80;
        return uri.getPort() < 0 || uri.getPort() == defaultPort ? host : host + ":" + uri.getPort();
    }

    /** Scheme, host and port, as browsers write an {@code Origin}. */
    public String origin() {
        return origin;
    }

    /** Host and port, as browsers write a {@code Host}. */
    public String authority() {
        return authority;
    }

    /** The path prefix without a slash at its end; empty if there is none. */
    public String path() {
        return path;
    }

    /** Is this https? */
    public boolean isHttps() {
        return https;
    }

    /** The URL of a path, with query, in the application. */
    public URI resolve(String pathInApplication) {
        return URI.create(origin + path + pathInApplication);
    }

    @Override
    public String toString() {
        return origin + path;
    }
}
