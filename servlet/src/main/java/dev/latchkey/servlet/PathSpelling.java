package dev.latchkey.servlet;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** Other spellings of a path that a container, a file server or a framework may take for the same. */
final class PathSpelling {
    private PathSpelling() {}

    /** Letter case aside, as {@link String#equalsIgnoreCase} has it, which knows more letters than ASCII. */
    static String folded(String path) {
        StringBuilder folded = new StringBuilder(path.length());
        for (int i = 0; i < path.length(); i++) {
            folded.append(Character.toLowerCase(Character.toUpperCase(path.charAt(i))));
        }
        return folded.toString();
    }

    /**
     * Without what a second pass would remove: remaining percent escapes, backslashes, path parameters, empty segments and
     * dot segments (RFC 3986 §5.2.4).
     */
    static String plain(String path) {
        if (isPlain(path)) {
            return path;
        }
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : decoded(path).replace('\\', '/').split("/", -1)) {
            int semicolon = segment.indexOf(';');
            String name = semicolon < 0 ? segment : segment.substring(0, semicolon);
            if (name.equals("..")) {
                segments.pollLast();
            } else if (!name.isEmpty() && !name.equals(".")) {
                segments.addLast(name);
            }
        }
        return "/" + String.join("/", segments);
    }

    private static boolean isPlain(String path) {
        return path.indexOf('%') < 0
                && path.indexOf('\\') < 0
                && path.indexOf(';') < 0
                && !path.contains("//")
                && !path.contains("/.")
                && (path.equals("/") || (path.startsWith("/") && !path.endsWith("/")));
    }

    /** Escapes are decoded once; what is none stays. */
    private static String decoded(String path) {
        if (path.indexOf('%') < 0) {
            return path;
        }
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            int high = bytes[i] == '%' && i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(bytes[i + 2], 16);
            bytes[length++] = low < 0 ? bytes[i] : (byte) (16 * high + low);
            i += low < 0 ? 0 : 2;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
