package dev.latchkey.testing.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The coding {@code application/x-www-form-urlencoded} of queries and forms. */
public final class FormCoding {
    private FormCoding() {}

    /** The parameters as one string; the order is kept. */
    public static String encode(List<Map.Entry<String, String>> parameters) {
        return parameters.stream()
                .map(parameter -> encode(parameter.getKey()) + "=" + encode(parameter.getValue()))
                .collect(joining("&"));
    }

    /** One name or value. */
    public static String encode(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    /** One name or value; what is not well formed stays as it is. */
    public static String decode(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /** Adds the parameters of a query or form to these. */
    static void decodeInto(Map<String, List<String>> parameters, String text) {
        for (String pair : text.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                parameters
                        .computeIfAbsent(decode(name), unused -> new ArrayList<>())
                        .add(decode(value));
            }
        }
    }
}
