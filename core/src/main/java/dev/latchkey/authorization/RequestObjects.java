package dev.latchkey.authorization;

import dev.latchkey.config.RequestObject;
import dev.latchkey.internal.Json;
import dev.latchkey.internal.JwtWriter;
import dev.latchkey.internal.MalformedException;
import dev.latchkey.internal.RandomBytes;
import dev.latchkey.provider.NamedProvider.Relationship;
import dev.latchkey.shared.SealedValues;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Authorization requests in JWTs (OpenID Connect Core §6, RFC 9101 §4). Those that providers fetch are kept for a minute,
 * where every node sees them: the provider asks whichever it meets. Thread-safe.
 */
public final class RequestObjects {
    private static final String TYPE = "oauth-authz-req+jwt";
    private static final Duration LIFETIME = Duration.ofMinutes(5);
    private static final Duration FETCHABLE = Duration.ofSeconds(60);
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final URI address;
    private final SealedValues values;

    /**
     * None yet.
     *
     * @param address what the addresses of request objects begin with
     * @param values where they are kept
     */
    public RequestObjects(URI address, SealedValues values) {
        this.address = address;
        this.values = values;
    }

    /** The request as it goes into the URL: what OpenID Connect wants there, and the request object. */
    Map<String, List<String>> carried(
            Map<String, List<String>> parameters, RequestObject how, Relationship relationship, Instant now) {
        Map<String, List<String>> outside = new LinkedHashMap<>(parameters);
        outside.keySet().retainAll(List.of("response_type", "client_id", "scope"));
        String jwt = jwt(claims(parameters, relationship, now), algorithm(how, relationship), relationship);
        if (how.passing() == RequestObject.Passing.BY_VALUE) {
            outside.put("request", List.of(jwt));
        } else {
            outside.put("request_uri", List.of(keep(jwt, relationship.client().requestUris(), now)));
        }
        return outside;
    }

    /** The request object that a provider asks for; null if there is none, or its minute is over. */
    public @Nullable String find(String id) {
        byte[] jwt = ID.matcher(id).matches() ? values.value(name(id)) : null;
        return jwt == null ? null : new String(jwt, StandardCharsets.US_ASCII);
    }

    /** At a registered address that is free, so that every provider accepts it; else at a new one. */
    private String keep(String jwt, List<String> registered, Instant now) {
        List<String> inAnyOrder = RandomBytes.shuffled(registered);
        inAnyOrder.add(address + "/" + RandomBytes.base64Url256());
        byte[] bytes = jwt.getBytes(StandardCharsets.US_ASCII);
        Instant until = now.plus(FETCHABLE);
        return inAnyOrder.stream()
                .filter(uri -> values.putIfAbsent(name(id(uri)), bytes, until))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a random address is not free"));
    }

    private static String name(String id) {
        return "request:" + id;
    }

    private static String id(String uri) {
        return uri.substring(uri.lastIndexOf('/') + 1);
    }

    /** The one that the client is registered for, if it is; else the one that is set. */
    private static String algorithm(RequestObject how, Relationship relationship) {
        return Objects.requireNonNullElse(relationship.client().requestObjectAlgorithm(), how.algorithm());
    }

    private static String jwt(Map<String, Object> claims, String algorithm, Relationship relationship) {
        return algorithm.equals("none")
                ? JwtWriter.unsigned(TYPE, claims)
                : relationship.provider().ownKeys().sign(algorithm, TYPE, claims);
    }

    private static Map<String, Object> claims(
            Map<String, List<String>> parameters, Relationship relationship, Instant now) {
        Map<String, Object> claims = new TreeMap<>();
        parameters.forEach((name, values) -> claims.put(name, value(name, values)));
        claims.put("iss", relationship.client().clientId());
        claims.put("aud", relationship.metadata().issuer());
        claims.put("iat", now.getEpochSecond());
        claims.put("nbf", now.getEpochSecond());
        claims.put("exp", now.plus(LIFETIME).getEpochSecond());
        claims.put("jti", RandomBytes.base64Url256());
        return claims;
    }

    /** Inside a JWT, numbers and objects are themselves and not texts (OpenID Connect Core §6.1). */
    private static Object value(String name, List<String> values) {
        try {
            return switch (name) {
                case "max_age" -> Long.valueOf(values.get(0));
                case "claims" -> Json.parse(values.get(0));
                default -> values.size() == 1 ? values.get(0) : values;
            };
        } catch (MalformedException e) {
            throw new IllegalStateException("claims were written as JSON", e);
        }
    }
}
