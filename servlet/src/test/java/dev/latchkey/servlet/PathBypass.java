package dev.latchkey.servlet;

import dev.latchkey.servlet.container.WireAnswer;
import dev.latchkey.servlet.container.WireConnection;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * An attempt to get around a path rule, from {@code path-bypasses.txt}.
 *
 * @param method the method
 * @param target the request target
 * @param headers further header lines
 */
record PathBypass(String method, String target, List<String> headers) {
    static List<PathBypass> all() {
        try (InputStream in = Objects.requireNonNull(PathBypass.class.getResourceAsStream("path-bypasses.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(PathBypass::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PathBypass parse(String line) {
        String[] parts = line.split(" \\| ");
        int space = parts[0].indexOf(' ');
        return new PathBypass(
                parts[0].substring(0, space),
                parts[0].substring(space + 1),
                Arrays.asList(parts).subList(1, parts.length));
    }

    WireAnswer send(int port) {
        StringBuilder request =
                new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: localhost:" + port + "\r\n");
        headers.forEach(header -> request.append(header).append("\r\n"));
        if (headers.stream().noneMatch(header -> header.startsWith("Connection"))) {
            request.append("Connection: close\r\n");
        }
        return WireConnection.sendOnce(port, bytes(request + "\r\n"));
    }

    /** {@code \xNN} is the byte NN. */
    private static byte[] bytes(String request) {
        byte[] bytes = new byte[request.length()];
        int length = 0;
        for (int i = 0; i < request.length(); i++) {
            boolean isEscape = request.startsWith("\\x", i);
            bytes[length++] =
                    (byte) (isEscape ? Integer.parseInt(request.substring(i + 2, i + 4), 16) : request.charAt(i));
            i += isEscape ? 3 : 0;
        }
        return Arrays.copyOf(bytes, length);
    }
}
