package dev.latchkey.internal;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parameters in {@code application/x-www-form-urlencoded}, as in query strings and forms. */
public final class Form {
    private static final int MAX_PARAMETERS = 1000;
    private static final int FORM_LENGTH = 512;

    private final Map<String, List<String>> parameters;

    private Form(Map<String, List<String>> parameters) {
        this.parameters = parameters;
    }

    /** The parameters of a query string or form; malformed ones and those past the thousandth are left out. */
    public static Form parse(@Nullable String encoded) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        if (encoded != null && !encoded.isEmpty()) {
            String[] pairs = encoded.split("&", MAX_PARAMETERS + 1);
            for (int i = 0; i < Math.min(pairs.length, MAX_PARAMETERS); i++) {
                add(parameters, pairs[i]);
            }
        }
        return new Form(parameters);
    }

    private static void add(Map<String, List<String>> parameters, String pair) {
        int equals = pair.indexOf('=');
        try {
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            parameters.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
        } catch (IllegalArgumentException e) {
            // A malformed percent escape: the parameter counts as not sent.
        }
    }

    /** The value of a parameter: the first, if it was repeated. */
    public @Nullable String get(String name) {
        List<String> values = parameters.get(name);
        return values == null ? null : values.get(0);
    }

    /** Was this parameter sent more than once? */
    public boolean isRepeated(String name) {
        List<String> values = parameters.get(name);
        return values != null && values.size() > 1;
    }

    /** Is there a parameter of this name, however many others there are and whatever its value looks like? */
    public static boolean names(@Nullable String encoded, String name) {
        return encoded != null
                && Arrays.stream(encoded.split("&"))
                        .map(pair -> pair.split("=", 2)[0])
                        .anyMatch(given -> isName(given, name));
    }

    private static boolean isName(String encoded, String name) {
        try {
            return decode(encoded).equals(name);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Encodes parameters in their order. */
    public static String encode(Map<String, String> parameters) {
        StringBuilder form = new StringBuilder(FORM_LENGTH);
        parameters.forEach((name, value) -> append(name, value, form));
        return form.toString();
    }

    /** Encodes parameters in their order, each as often as it has values. */
    public static String encodeAll(Map<String, List<String>> parameters) {
        StringBuilder form = new StringBuilder(FORM_LENGTH);
        parameters.forEach((name, values) -> values.forEach(value -> append(name, value, form)));
        return form.toString();
    }

    private static void append(String name, String value, StringBuilder form) {
        if (!form.isEmpty()) {
            form.append('&');
        }
        form.append(encode(name)).append('=').append(encode(value));
    }

    /** Encodes one name or value. */
    public static String encode(String text) {
        return isUnreserved(text) ? text : URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Most of what is sent is base64url, a digest or an identifier. */
    private static boolean isUnreserved(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9') && c != '-' && c != '_') {
                return false;
            }
        }
        return true;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
