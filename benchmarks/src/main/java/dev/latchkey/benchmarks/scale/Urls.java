package dev.latchkey.benchmarks.scale;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Parameters of URLs and forms. */
final class Urls {
    private Urls() {}

    /** The value of a parameter that must be there, in a form or in a URL's query. */
    static String parameter(String text, String name) {
        for (String pair : text.substring(text.indexOf('?') + 1).split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
            }
        }
        throw new IllegalArgumentException("no " + name + " in " + text);
    }
}
