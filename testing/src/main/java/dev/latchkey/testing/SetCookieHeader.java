package dev.latchkey.testing;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code Set-Cookie} as browsers do (RFC 6265 §5.2 and §5.3, RFC 6265bis for prefixes and SameSite). */
final class SetCookieHeader {
    private static final int LONGEST = 4096;
    private static final Duration LONGEST_LIFE = Duration.ofDays(400);

    private SetCookieHeader() {}

    /** The cookie that the answer from this address sets, or null if a browser would ignore the header. */
    static @Nullable BrowserCookie parse(URI from, String header, Instant now) {
        String[] parts = header.split(";", -1);
        int equals = parts[0].indexOf('=');
        if (equals <= 0 || parts[0].length() > LONGEST) {
            return null;
        }
        Map<String, String> attributes = attributes(parts);
        String host = Sites.host(from);
        String domain = attributes.getOrDefault("domain", "");
        if (domain.equals(host) && !domain.contains(".")) {
            attributes.remove("domain");
            domain = "";
        }
        BrowserCookie cookie = new BrowserCookie(
                parts[0].substring(0, equals).strip(),
                parts[0].substring(equals + 1).strip(),
                domain.isEmpty() ? host : domain,
                path(from, attributes.getOrDefault("path", "")),
                attributes,
                expiresAt(attributes, now));
        return isAcceptable(cookie, from) ? cookie : null;
    }

    private static Map<String, String> attributes(String[] parts) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 1; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            String name = equals < 0 ? parts[i] : parts[i].substring(0, equals);
            String value = equals < 0 ? "" : parts[i].substring(equals + 1).strip();
            attributes.put(name.strip().toLowerCase(Locale.ROOT), value);
        }
        attributes.computeIfPresent(
                "domain", (name, value) -> value.toLowerCase(Locale.ROOT).replaceFirst("^\\.", ""));
        return attributes;
    }

    private static boolean isAcceptable(BrowserCookie cookie, URI from) {
        String name = cookie.name().toLowerCase(Locale.ROOT);
        boolean https = "https".equals(from.getScheme());
        boolean wholeHost = cookie.hostOnly() && "/".equals(cookie.attributes().get("path"));
        return (cookie.hostOnly() || Sites.isWithin(Sites.host(from), cookie.domain()))
                && (!cookie.secure() || Sites.isTrustworthy(from))
                && (!cookie.sameSite().equals("none") || cookie.secure())
                && (!name.startsWith("__secure-") || (cookie.secure() && https))
                && (!name.startsWith("__host-") || (cookie.secure() && https && wholeHost));
    }

    private static String path(URI from, String attribute) {
        if (attribute.startsWith("/")) {
            return attribute;
        }
        String path = from.getRawPath();
        int lastSlash = path == null ? 0 : path.lastIndexOf('/');
        return path == null || lastSlash <= 0 ? "/" : path.substring(0, lastSlash);
    }

    /** Max-Age counts before Expires; what is malformed counts as absent. */
    private static @Nullable Instant expiresAt(Map<String, String> attributes, Instant now) {
        Instant latest = now.plus(LONGEST_LIFE);
        String maxAge = attributes.getOrDefault("max-age", "");
        if (maxAge.matches("-?[0-9]{1,18}")) {
            long seconds = Long.parseLong(maxAge);
            return seconds <= 0 ? Instant.MIN : now.plusSeconds(Math.min(seconds, LONGEST_LIFE.toSeconds()));
        }
        try {
            String date = attributes.getOrDefault("expires", "").replace('-', ' ');
            Instant expires = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return expires.isAfter(latest) ? latest : expires;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
