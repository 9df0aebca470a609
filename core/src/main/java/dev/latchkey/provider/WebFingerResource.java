package dev.latchkey.provider;

import dev.latchkey.config.BaseUrl;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.ProtocolViolation;
import dev.latchkey.internal.Form;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a user types to say who they are, in its normal form (OpenID Connect Discovery §2.1.2).
 *
 * @param resource the normal form: an {@code acct}, {@code https} or {@code http} URI
 * @param origin scheme, host and port of the server to ask
 */
record WebFingerResource(String resource, String origin) {
    private static final int MAX_LENGTH = 512;
    /** Nothing but the characters of a URI (RFC 3986 §2): no space, no backslash, no letter that only looks like one. */
    private static final Pattern URI_TEXT =
            Pattern.compile("(?:[A-Za-z0-9\\-._~:/?\\[\\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+");

    private static final String AUTHORITY = "(?<authority>(?:[A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+])(?::[0-9]{1,5})?)";
    private static final Pattern ACCOUNT = Pattern.compile("[A-Za-z0-9\\-._~!$&'()*+,;=%]+@" + AUTHORITY);
    private static final Pattern URL =
            Pattern.compile("(?<scheme>[Hh][Tt][Tt][Pp][Ss]?)://" + AUTHORITY + "(?:[/?].*)?");
    private static final Pattern PATH = Pattern.compile(AUTHORITY + "(?<path>[/?].*)?");
    private static final String ACCT = "acct:";

    /**
     * Reads it.
     *
     * @throws ProtocolViolation if it is neither an account nor a web address
     */
    static WebFingerResource parse(String typed) {
        int fragment = typed.indexOf('#');
        String text = fragment < 0 ? typed : typed.substring(0, fragment);
        if (typed.length() > MAX_LENGTH || !URI_TEXT.matcher(text).matches()) {
            throw unusable();
        }
        boolean isAcct = text.regionMatches(true, 0, ACCT, 0, ACCT.length());
        Matcher account = ACCOUNT.matcher(isAcct ? text.substring(ACCT.length()) : text);
        if (account.matches()) {
            return new WebFingerResource(ACCT + account.group(), origin(account.group("authority")));
        }
        Matcher url = URL.matcher(text);
        if (url.matches()) {
            String scheme = url.group("scheme").toLowerCase(Locale.ROOT);
            return new WebFingerResource(text, scheme + "://" + url.group("authority"));
        }
        Matcher path = PATH.matcher(text);
        if (path.matches()) {
            String origin = "https://" + path.group("authority");
            return new WebFingerResource(path.group("path") == null ? origin + "/" : "https://" + text, origin);
        }
        throw unusable();
    }

    /** An account has no scheme to call with: https (RFC 7033 §4), and http on this very machine. */
    private static String origin(String authority) {
        String plain = "http://" + authority;
        return BaseUrl.isSecure(uri(plain)) ? plain : "https://" + authority;
    }

    /** The URL that asks for one kind of link (RFC 7033 §4.1 and §4.3). */
    URI query(String rel) {
        return uri(origin + "/.well-known/webfinger?resource=" + Form.encode(resource) + "&rel=" + Form.encode(rel));
    }

    private static URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw unusable();
        }
    }

    private static ProtocolViolation unusable() {
        return new ProtocolViolation(
                FailureReason.WEBFINGER_REFUSED,
                "WebFinger: what was typed is neither an account such as joe@example.com nor a web address, or is longer"
                        + " than " + MAX_LENGTH + " characters.");
    }
}
