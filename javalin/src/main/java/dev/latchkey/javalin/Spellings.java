package dev.latchkey.javalin;

import dev.latchkey.servlet.ServletExchange;
import io.javalin.http.Context;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** The spellings of a request's path: Javalin routes by the path as sent, static files go by the decoded one. */
final class Spellings {
    private Spellings() {}

    static String[] of(Context context) {
        return new String[] {context.path(), decoded(context)};
    }

    /** Jetty refuses to decode a path that different programs would decode differently, such as one with {@code %2F}. */
    private static String decoded(Context context) {
        try {
            return ServletExchange.pathInApplication(context.req());
        } catch (IllegalArgumentException ambiguous) {
            return resolved(URLDecoder.decode(context.path().replace("+", "%2B"), StandardCharsets.UTF_8));
        }
    }

    /** Without empty segments and dot segments (RFC 3986 §5.2.4). */
    private static String resolved(String path) {
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : path.split("/", -1)) {
            if (segment.equals("..")) {
                segments.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.addLast(segment);
            }
        }
        return "/" + String.join("/", segments);
    }
}
