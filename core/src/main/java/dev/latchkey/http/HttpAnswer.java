package dev.latchkey.http;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The answer to an outgoing request.
 *
 * @param status the status code
 * @param headers the first value of each header field, by lower-case name
 * @param body the body
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record HttpAnswer(int status, Map<String, String> headers, byte[] body) {
    /** Lower-cases the names of the header fields. */
    public HttpAnswer {
        Map<String, String> lowerCase = new TreeMap<>();
        headers.forEach((name, value) -> lowerCase.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
        headers = lowerCase;
    }

    /** The first value of a header field, if there is one. */
    public @Nullable String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    /** The media type without parameters, in lower case; empty if there is none. */
    public String mediaType() {
        String type = header("content-type");
        return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /** The body as UTF-8. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "HttpAnswer[" + status + ", " + mediaType() + ", " + body.length + " bytes]";
    }
}
