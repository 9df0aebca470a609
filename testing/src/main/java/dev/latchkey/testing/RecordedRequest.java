package dev.latchkey.testing;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that the provider received; immutable.
 *
 * @param endpoint where it arrived
 * @param method the HTTP method
 * @param uri the absolute address, with the query
 * @param headers the headers, their names in lower case
 * @param parameters the parameters of query and form together, decoded
 * @param body the body as text; empty if there was none
 */
public record RecordedRequest(
        Endpoint endpoint,
        String method,
        URI uri,
        Map<String, List<String>> headers,
        Map<String, List<String>> parameters,
        String body) {
    /** The request with these parts. */
    public RecordedRequest {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** The first value of a header, or null; the name is in lower case. */
    public @Nullable String header(String name) {
        List<String> values = headers.get(name);
        return values == null ? null : values.get(0);
    }

    /** The first value of a parameter, or null. */
    public @Nullable String parameter(String name) {
        List<String> values = parameters.get(name);
        return values == null ? null : values.get(0);
    }
}
