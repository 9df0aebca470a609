package dev.latchkey.verify.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEObject;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.URLDecoder;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Messages of the protocol, read without judging them. */
final class Messages {
    private Messages() {}

    /** The parameters of a query, fragment or form; null is one without any. */
    static Map<String, String> parameters(@Nullable String text) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (text != null) {
            for (String pair : text.split("&")) {
                String[] parts = pair.split("=", 2);
                parameters.put(
                        URLDecoder.decode(parts[0], UTF_8),
                        parts.length == 1 ? "" : URLDecoder.decode(parts[1], UTF_8));
            }
        }
        return parameters;
    }

    /** A JSON object. */
    static Map<String, Object> json(String text) {
        try {
            return JSONObjectUtils.parse(text);
        } catch (ParseException e) {
            throw new AssertionError("not a JSON object: " + text, e);
        }
    }

    /** The header of a JWS or JWE. */
    static Map<String, Object> header(String jwt) {
        return json(part(jwt, 0));
    }

    /** The claims of a JWS. */
    static Map<String, Object> claims(String jwt) {
        return json(part(jwt, 1));
    }

    private static String part(String jwt, int index) {
        try {
            return JOSEObject.split(jwt)[index].decodeToString();
        } catch (ParseException e) {
            throw new AssertionError("not a JWT: " + jwt, e);
        }
    }
}
