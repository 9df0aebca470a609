package dev.latchkey.flow;

import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.ProtocolViolation;
import dev.latchkey.http.WebRequest;
import dev.latchkey.internal.Form;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The access token in a request (RFC 6750 §2): in one {@code Authorization} header field, and nowhere else. A token in a
 * form is not looked for: the body is the application's.
 */
final class BearerToken {
    private static final String SCHEME = "Bearer";
    private static final int MAX_LENGTH = 16 * 1024;
    private static final Pattern OTHER_SCHEME = Pattern.compile(
            "\\s*((basic|negotiate) +[A-Za-z0-9._~+/-]+=*|digest +[a-z]+\\*? *=.*)\\s*", Pattern.CASE_INSENSITIVE);
    private static final Pattern TOKEN_SCHEME =
            Pattern.compile("(^|[\\s,;\"'])(bearer|dpop)([^A-Za-z0-9]|$)", Pattern.CASE_INSENSITIVE);

    private BearerToken() {}

    /**
     * Does the request try to show an access token, in a good way or a bad one? So does every Authorization that is not
     * Basic, Digest or Negotiate alone: it must not be taken for no token, and a session count in its place.
     */
    static boolean isSent(WebRequest request) {
        List<String> fields = request.headers().all("Authorization");
        return isInQuery(request)
                || fields.size() > 1
                || !fields.stream().allMatch(field -> field.isBlank() || isOfAnotherKind(field));
    }

    /**
     * The token; null if the request shows none.
     *
     * @throws ProtocolViolation if it shows one in another way, twice, or not as a token is written (RFC 6750 §2.1)
     */
    static @Nullable String in(WebRequest request) {
        if (isInQuery(request)) {
            throw new ProtocolViolation(FailureReason.BEARER_IN_QUERY, "The request has access_token in its query.");
        }
        List<String> fields = request.headers().all("Authorization");
        if (fields.stream().noneMatch(BearerToken::isBearer)) {
            return null;
        }
        if (fields.size() > 1) {
            throw new ProtocolViolation(
                    FailureReason.BEARER_REPEATED, "The request has " + fields.size() + " Authorization fields.");
        }
        String field = fields.get(0);
        int length = field.length() - SCHEME.length();
        String token = withoutSpaces(field, SCHEME.length());
        if (length > MAX_LENGTH || !field.startsWith(" ", SCHEME.length()) || !isToken(token)) {
            throw new ProtocolViolation(
                    FailureReason.BEARER_MALFORMED, "After Bearer come " + length + " characters that are no token.");
        }
        return token;
    }

    private static String withoutSpaces(String text, int from) {
        int start = from;
        int end = text.length();
        while (start < end && text.charAt(start) == ' ') {
            start++;
        }
        while (end > start && text.charAt(end - 1) == ' ') {
            end--;
        }
        return text.substring(start, end);
    }

    /** Is this a {@code b64token} (RFC 6750 §2.1)? */
    private static boolean isToken(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '=') {
            end--;
        }
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (!(c >= 'a' && c <= 'z')
                    && !(c >= 'A' && c <= 'Z')
                    && !(c >= '0' && c <= '9')
                    && "._~+/-".indexOf(c) < 0) {
                return false;
            }
        }
        return end > 0;
    }

    /** The scheme's letter case does not matter (RFC 9110 §11.1). What follows it badly is still meant as a bearer's. */
    private static boolean isBearer(String field) {
        return field.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && (field.length() == SCHEME.length() || !isTokenCharacter(field.charAt(SCHEME.length())));
    }

    /** RFC 7617, RFC 7616 or RFC 4559, and nothing of a token in it. */
    private static boolean isOfAnotherKind(String field) {
        return OTHER_SCHEME.matcher(field).matches()
                && !TOKEN_SCHEME.matcher(field).find();
    }

    private static boolean isTokenCharacter(char c) {
        return Character.isLetterOrDigit(c) || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
    }

    private static boolean isInQuery(WebRequest request) {
        return Form.names(request.query(), "access_token");
    }
}
