package dev.latchkey.servlet;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** {@code Cookie} header lines that no browser sends; the same ones for the same seed. None holds the sealed value intact. */
final class CookieGarbage {
    private static final String[] SNIPPETS = {
        ";",
        "; ",
        "=",
        "==",
        "\"",
        "\\",
        ",",
        "$Version=1",
        "$Version=\"1\"; ",
        "$Path=/",
        "$Domain=localhost",
        "\t",
        " ",
        "%00",
        "%3D",
        "JSESSIONID=",
        "JSESSIONID=..",
        "__Host-",
        "\u2000",
        "\u00e9",
        "\u00a0",
        "expires=",
        "Path=/;",
        "a=b",
        "{}",
        "[",
        "\u0085"
    };

    private final Random random;
    private final String name;
    private final String value;

    CookieGarbage(long seed, String name, String value) {
        this.random = new Random(seed);
        this.name = name;
        this.value = value;
    }

    byte[] next() {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        line.writeBytes("Cookie: ".getBytes(StandardCharsets.US_ASCII));
        switch (random.nextInt(5)) {
            case 0 -> line.writeBytes(bytes(random.nextInt(200)));
            case 1 -> line.writeBytes(text(name + "=" + flipped()));
            case 2 -> line.writeBytes(text(name + "=" + value.substring(0, random.nextInt(value.length() - 4))));
            case 3 -> {
                line.writeBytes(text(snippets() + name + "="));
                line.writeBytes(bytes(random.nextInt(300)));
            }
            default -> line.writeBytes(text(snippets() + name + snippets() + "=" + flipped() + snippets()));
        }
        return line.toByteArray();
    }

    /**
     * Another character, not only another letter case: Jetty's header cache takes a header for the one that came before on
     * the connection if they differ in nothing else.
     */
    private String flipped() {
        int at = random.nextInt(value.length() - 4);
        char replacement = value.charAt(at) == '-' ? '_' : '-';
        return value.substring(0, at) + replacement + value.substring(at + 1);
    }

    private String snippets() {
        StringBuilder snippets = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            snippets.append(SNIPPETS[random.nextInt(SNIPPETS.length)]);
        }
        return snippets.toString();
    }

    /** Anything but the end of the line. */
    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\r' || bytes[i] == '\n') {
                bytes[i] = ';';
            }
        }
        return bytes;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
