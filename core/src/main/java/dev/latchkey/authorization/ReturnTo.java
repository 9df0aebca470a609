package dev.latchkey.authorization;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The guard against open redirects: a return target is a path, with query, on this origin, and nothing that any browser
 * could read as another.
 */
public final class ReturnTo {
    /** The application's home page. */
    public static final String HOME = "/";

    private static final int MAX_LENGTH = 512;

    private ReturnTo() {}

    /** The target, or the home page if it is missing, too long, or not surely on this origin. */
    public static String orHome(@Nullable String target) {
        String encoded = target == null ? HOME : encoded(target);
        return isSafe(encoded) ? encoded : HOME;
    }

    /** Browsers send a few characters raw that a URI must not have (RFC 3986 §2). */
    private static String encoded(String target) {
        StringBuilder encoded = new StringBuilder(target.length());
        int query = target.indexOf('?');
        for (int i = 0; i < target.length(); i++) {
            char c = target.charAt(i);
            boolean isInQuery = query >= 0 && i > query;
            if ("\"<>^`{|}".indexOf(c) >= 0 || (isInQuery ? c == '%' && !isEscape(target, i) : "[]".indexOf(c) >= 0)) {
                encoded.append('%').append(Integer.toHexString(c).toUpperCase(Locale.ROOT));
            } else {
                encoded.append(c);
            }
        }
        return encoded.toString();
    }

    private static boolean isEscape(String target, int percent) {
        return target.length() > percent + 2
                && Character.digit(target.charAt(percent + 1), 16) >= 0
                && Character.digit(target.charAt(percent + 2), 16) >= 0;
    }

    /** Is this a path on this origin, both as it is and when its escapes are decoded? */
    public static boolean isSafe(String target) {
        return target.length() <= MAX_LENGTH && isPath(target) && isUri(target) && isDecodedPath(target);
    }

    private static boolean isPath(String target) {
        return target.startsWith("/")
                && !target.startsWith("//")
                && target.indexOf('#') < 0
                && target.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\' && "\"<>^`{|}".indexOf(c) < 0);
    }

    private static boolean isUri(String target) {
        try {
            return URI.create(target).getRawAuthority() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Decoded once and twice, the path must not turn into the start of another origin. */
    private static boolean isDecodedPath(String target) {
        String path = target.split("\\?", 2)[0];
        try {
            for (int i = 0; i < 2; i++) {
                path = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
                if (path.startsWith("//")
                        || path.indexOf('\\') >= 0
                        || path.chars().anyMatch(Character::isISOControl)) {
                    return false;
                }
            }
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
