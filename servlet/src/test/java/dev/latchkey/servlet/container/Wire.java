package dev.latchkey.servlet.container;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Sends exactly what it is told over a socket of its own: no client library mends the path or the headers. */
public final class Wire {
    private Wire() {}

    /**
     * Sends a request and reads the answer to its end.
     *
     * @param target the request target, as it is
     * @param headers whole header lines, such as {@code "Accept: text/html"}; a {@code Host} is added if there is none
     */
    public static WireAnswer send(int port, String method, String target, String... headers) {
        List<String> lines = new ArrayList<>();
        lines.add(method + " " + target + " HTTP/1.1");
        lines.addAll(List.of(headers));
        if (lines.stream().noneMatch(line -> line.regionMatches(true, 0, "Host:", 0, 5))) {
            lines.add(1, "Host: localhost:" + port);
        }
        if (lines.stream().noneMatch(line -> line.regionMatches(true, 0, "Connection:", 0, 11))) {
            lines.add("Connection: close");
        }
        return WireConnection.sendOnce(
                port, (String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
    }
}
