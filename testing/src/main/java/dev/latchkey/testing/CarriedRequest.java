package dev.latchkey.testing;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An authorization request, and how it came to the provider; immutable.
 *
 * @param carrier how it came
 * @param parameters what it asked for in the end, those of the request object included, which win (OpenID Connect Core
 *     §6.1); without {@code request} and {@code request_uri}
 * @param requestObject the request object as it came or was fetched, or null if there was none
 * @param refusal why the request object was refused, or null if it was not
 */
public record CarriedRequest(
        Carrier carrier,
        Map<String, List<String>> parameters,
        @Nullable String requestObject,
        @Nullable String refusal) {
    /** The request with these parts. */
    public CarriedRequest {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** How an authorization request comes to the provider. */
    public enum Carrier {
        /** As parameters only. */
        PARAMETERS,
        /** In the parameter {@code request} (OpenID Connect Core §6.1). */
        REQUEST,
        /** At an address that the parameter {@code request_uri} names (OpenID Connect Core §6.2). */
        REQUEST_URI
    }

    /** The first value of a parameter, or null. */
    public @Nullable String parameter(String name) {
        List<String> values = parameters.get(name);
        return values == null ? null : values.get(0);
    }
}
