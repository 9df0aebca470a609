package dev.latchkey.cookie;

import dev.latchkey.config.BaseUrl;
import dev.latchkey.http.SetCookie;
import dev.latchkey.http.SetCookie.SameSite;
import dev.latchkey.http.WebRequest;
import dev.latchkey.internal.Hashes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The names and attributes of our cookies, and their values in a request.
 *
 * <p>On https every name has the prefix {@code __Host-}, so that no other host and no page without TLS can set it (RFC
 * 6265bis §4.1.3.2). The raw {@code Cookie} header is read here and not by the container: legacy cookie syntax, which
 * containers still honour, gets around that prefix.
 */
public final class Cookies {
    private static final int MAX_VALUES = 4;
    private static final int MAX_COOKIES = 32;

    private final String prefix;
    private final boolean secure;
    private final SameSite sessions;

    /** For the application at this URL; applications on other ports or paths of the host have other names. */
    public Cookies(BaseUrl baseUrl) {
        this(baseUrl, SameSite.LAX);
    }

    /**
     * The same.
     *
     * @param sessions when a cross-site request carries the session
     */
    public Cookies(BaseUrl baseUrl, SameSite sessions) {
        this.sessions = sessions;
        this.secure = baseUrl.isHttps();
        this.prefix = (secure ? "__Host-" : "")
                + "latchkey-"
                + Hashes.sha256Base64Url(baseUrl.toString()).substring(0, 6)
                + "-";
    }

    /** The full name of the cookie with this purpose. */
    public String name(String purpose) {
        return prefix + purpose;
    }

    /** A cookie to set. */
    public SetCookie set(String name, String value, @Nullable Duration maxAge) {
        return new SetCookie(name, value, maxAge, secure, SameSite.LAX);
    }

    /**
     * A cookie that cross-site requests carry, too. Browsers want it secure, and take that from http://localhost (RFC
     * 6265bis §5.7).
     */
    public SetCookie setForCrossSite(String name, String value, Duration maxAge) {
        return new SetCookie(name, value, maxAge, true, SameSite.NONE);
    }

    /** A cookie with a session. */
    public SetCookie setSession(String name, String value, @Nullable Duration maxAge) {
        return new SetCookie(name, value, maxAge, secure, sessions);
    }

    /** The deletion of a cookie with a session, which a cross-site response cannot do but in the way that it was set. */
    public SetCookie deleteSession(String name) {
        return setSession(name, "", Duration.ZERO);
    }

    /** The deletion of a cookie. */
    public SetCookie delete(String name) {
        return set(name, "", Duration.ZERO);
    }

    /** The values of a cookie, at most four: there may be several, and any of them may be somebody else's. */
    public static List<String> values(WebRequest request, String name) {
        List<String> values = new ArrayList<>(1);
        forEach(request, name, (n, value) -> {
            if (values.size() < MAX_VALUES && n.equals(name)) {
                values.add(value);
            }
        });
        return values;
    }

    /** A cookie in a request. */
    public record Named(String name, String value) {
        @Override
        public String toString() {
            return "Named[" + name + "]";
        }
    }

    /** The cookies whose name begins like this, at most thirty-two. */
    public static List<Named> beginning(WebRequest request, String beginning) {
        List<Named> cookies = new ArrayList<>();
        forEach(request, beginning, (name, value) -> {
            if (cookies.size() < MAX_COOKIES) {
                cookies.add(new Named(name, value));
            }
        });
        return cookies;
    }

    /** The cookies whose name begins like this. */
    private static void forEach(WebRequest request, String beginning, BiConsumer<String, String> action) {
        for (String header : request.headers().all("Cookie")) {
            int start = 0;
            while (start < header.length()) {
                int semicolon = header.indexOf(';', start);
                int end = semicolon < 0 ? header.length() : semicolon;
                int name = afterBlanks(header, start, end);
                int equals = header.startsWith(beginning, name) ? header.indexOf('=', name) : -1;
                if (equals >= 0 && equals < end) {
                    int nameEnd = beforeBlanks(header, name, equals);
                    boolean isWhole = nameEnd - name == beginning.length();
                    action.accept(
                            isWhole ? beginning : header.substring(name, nameEnd), trimmed(header, equals + 1, end));
                }
                start = end + 1;
            }
        }
    }

    private static String trimmed(String header, int start, int end) {
        int from = afterBlanks(header, start, end);
        return header.substring(from, beforeBlanks(header, from, end));
    }

    private static int beforeBlanks(String header, int start, int end) {
        int to = end;
        while (to > start && isBlank(header.charAt(to - 1))) {
            to--;
        }
        return to;
    }

    private static int afterBlanks(String header, int start, int end) {
        int from = start;
        while (from < end && isBlank(header.charAt(from))) {
            from++;
        }
        return from;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
