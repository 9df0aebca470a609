package dev.latchkey.app;

import dev.latchkey.failure.Misconfigured;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A token for the application itself, by its own credentials (RFC 6749 §4.4). Immutable: each method answers a changed
 * copy.
 *
 * @param provider the provider's name
 * @param scopes the scopes to ask for; empty: the provider's default
 * @param parameters further parameters, sent as they are
 */
public record TokenRequest(String provider, List<String> scopes, Map<String, String> parameters) {
    private static final Set<String> RESERVED =
            Set.of("grant_type", "scope", "client_id", "client_secret", "client_assertion", "client_assertion_type");

    /**
     * Copies the parameters.
     *
     * @throws Misconfigured for a parameter that Latchkey sets itself
     */
    public TokenRequest {
        scopes = List.copyOf(scopes);
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
        for (String name : parameters.keySet()) {
            if (RESERVED.contains(name)) {
                throw Misconfigured.setting(
                        "TokenRequest.parameter",
                        "is \"" + name + "\", which Latchkey sets itself",
                        "another, such as \"audience\"");
            }
        }
    }

    /** A request to this provider. */
    public static TokenRequest at(String provider) {
        return new TokenRequest(provider, List.of(), Map.of());
    }

    /** This request, for these scopes. */
    public TokenRequest scopes(String... scopes) {
        return new TokenRequest(provider, List.of(scopes), parameters);
    }

    /** This request, for a service that the provider knows by this name, as some providers want it. */
    public TokenRequest audience(String audience) {
        return parameter("audience", audience);
    }

    /** This request, for the service at this URI (RFC 8707 §2). */
    public TokenRequest resource(String uri) {
        return parameter("resource", uri);
    }

    /**
     * This request with a further parameter.
     *
     * @throws Misconfigured for one that Latchkey sets itself
     */
    public TokenRequest parameter(String name, String value) {
        Map<String, String> more = new TreeMap<>(parameters);
        more.put(name, value);
        return new TokenRequest(provider, scopes, more);
    }

    @Override
    public String toString() {
        return "TokenRequest[" + provider + ", " + scopes + "]";
    }
}
