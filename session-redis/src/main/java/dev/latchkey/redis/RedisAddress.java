package dev.latchkey.redis;

import dev.latchkey.failure.Misconfigured;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a server is, and how to get in. What it prints holds no password. */
record RedisAddress(
        String host,
        int port,
        boolean tls,
        int database,
        @Nullable Credentials credentials) {
    private static final Pattern DATABASE = Pattern.compile("/?|/(\\d{1,5})");
    private static final int LAST_PORT = 65_535;

    /** Reads an address; an error shows nothing of it but the host, since the rest may hold a password. */
    static RedisAddress parse(String text, Topology topology) {
        URI uri = uri(text);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("redis") && !scheme.equals("rediss")) {
            throw wrong("has the scheme '" + scheme + "'");
        }
        if (uri.getHost() == null) {
            throw wrong("has no host, or one that is no host name (a host name has no '_'; give a service of Compose an"
                    + " alias without one)");
        }
        String host = uri.getHost().replaceAll("[\\[\\]]", "");
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw wrong("of " + host
                    + " has a '?' or '#', which mean nothing here (in a password, write them as %3F and" + " %23)");
        }
        int port = uri.getPort() < 0 ? topology.defaultPort() : uri.getPort();
        if (port < 1 || port > LAST_PORT) {
            throw wrong("of " + host + " has the port " + port);
        }
        Matcher path = DATABASE.matcher(uri.getRawPath());
        if (!path.matches()) {
            throw wrong("of " + host + " has a path that is no number of a database");
        }
        int database = path.group(1) == null ? 0 : Integer.parseInt(path.group(1));
        if (database > 0 && topology != Topology.SINGLE) {
            throw wrong("of " + host + " names a database, which only a single server has");
        }
        return new RedisAddress(host, port, scheme.equals("rediss"), database, credentials(uri.getRawUserInfo(), host));
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            // Neither the text nor the exception, which quotes it.
            throw wrong(
                    "cannot be read (characters such as '@', '/' or '#' in a password are written as %40, %2F, %23)");
        }
    }

    private static @Nullable Credentials credentials(@Nullable String userInfo, String host) {
        if (userInfo == null || userInfo.isEmpty()) {
            return null;
        }
        int colon = userInfo.indexOf(':');
        if (colon < 0) {
            throw wrong("of " + host + " has a user without a password");
        }
        return new Credentials(decode(userInfo.substring(0, colon)), decode(userInfo.substring(colon + 1)));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static Misconfigured wrong(String problem) {
        return Misconfigured.setting(
                "redis uri", problem, "a URI such as 'rediss://user:password@redis.example.com:6379'");
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
