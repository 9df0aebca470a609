package dev.latchkey.testing;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** The cookies of one browser (RFC 6265 §5.3 and §5.4). Thread-safe. */
final class CookieJar {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Key, BrowserCookie> cookies = new LinkedHashMap<>();
    private final InstantSource clock;

    private record Key(String name, String domain, boolean hostOnly, String path) {}

    CookieJar(InstantSource clock) {
        this.clock = clock;
    }

    CookieJar copy() {
        CookieJar copy = new CookieJar(clock);
        locked(() -> copy.cookies.putAll(cookies));
        return copy;
    }

    /** Takes over what an answer from this address sets. */
    void store(URI from, List<String> setCookieHeaders) {
        Instant now = clock.instant();
        for (String header : setCookieHeaders) {
            BrowserCookie cookie = SetCookieHeader.parse(from, header, now);
            if (cookie != null) {
                locked(() -> store(cookie, from, now));
            }
        }
    }

    /** The living cookies for this address that these SameSite values allow, longest path first. */
    List<BrowserCookie> matching(URI uri, Predicate<BrowserCookie> sameSite) {
        List<BrowserCookie> matching = all();
        matching.removeIf(cookie -> !isFor(cookie, uri) || !sameSite.test(cookie));
        matching.sort(
                Comparator.comparingInt((BrowserCookie cookie) -> cookie.path().length())
                        .reversed());
        return matching;
    }

    /** All living cookies, oldest first. */
    List<BrowserCookie> all() {
        List<BrowserCookie> all = new ArrayList<>();
        locked(() -> all.addAll(cookies.values()));
        Instant now = clock.instant();
        all.removeIf(cookie -> isOver(cookie, now));
        return all;
    }

    void removeIf(Predicate<BrowserCookie> condition) {
        locked(() -> cookies.values().removeIf(condition));
    }

    private void store(BrowserCookie cookie, URI from, Instant now) {
        Key key = new Key(cookie.name(), cookie.domain(), cookie.hostOnly(), cookie.path());
        BrowserCookie old = cookies.get(key);
        boolean hidden = old != null && old.secure() && !isOver(old, now) && !Sites.isTrustworthy(from);
        if (hidden) {
            return;
        }
        if (isOver(cookie, now)) {
            cookies.remove(key);
        } else {
            cookies.put(key, cookie);
        }
    }

    private static boolean isFor(BrowserCookie cookie, URI uri) {
        String host = Sites.host(uri);
        boolean sameHost = cookie.hostOnly() ? host.equals(cookie.domain()) : Sites.isWithin(host, cookie.domain());
        return sameHost && isBelow(path(uri), cookie.path()) && (!cookie.secure() || Sites.isTrustworthy(uri));
    }

    private static boolean isBelow(String path, String cookiePath) {
        return path.equals(cookiePath)
                || (path.startsWith(cookiePath)
                        && (cookiePath.endsWith("/") || path.charAt(cookiePath.length()) == '/'));
    }

    private static String path(URI uri) {
        String path = uri.getRawPath();
        return path == null || path.isEmpty() ? "/" : path;
    }

    private static boolean isOver(BrowserCookie cookie, Instant now) {
        Instant expiresAt = cookie.expiresAt();
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }
}
