package dev.latchkey.servlet.container;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer as it came.
 *
 * @param status the status code; zero if the server closed the connection without a word
 * @param lines the header lines
 * @param body everything after them
 */
public record WireAnswer(int status, List<String> lines, String body) {
    static WireAnswer parse(String text) {
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return new WireAnswer(0, List.of(), text);
        }
        List<String> head = text.substring(0, end).lines().toList();
        int status = Integer.parseInt(head.get(0).split(" ", 3)[1]);
        return new WireAnswer(status, head.subList(1, head.size()), text.substring(end + 4));
    }

    /** All values of a header field. */
    public List<String> headers(String name) {
        return lines.stream()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .toList();
    }

    /** The values of a header field in one line; null if there is none. */
    public @Nullable String header(String name) {
        List<String> values = headers(name);
        return values.isEmpty() ? null : String.join(", ", values);
    }
}
