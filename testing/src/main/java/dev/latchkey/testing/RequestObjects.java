package dev.latchkey.testing;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.latchkey.testing.CarriedRequest.Carrier;
import dev.latchkey.testing.jose.SignedJwt;
import dev.latchkey.testing.wire.Parameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Authorization requests in a JSON Web Token, by value and by reference (OpenID Connect Core §6, RFC 9101). */
final class RequestObjects {
    private static final int LONGEST_URI = 512;
    private static final Set<String> TOKEN_CLAIMS = Set.of("iss", "aud", "exp", "iat", "nbf", "jti", "sub");
    private static final Set<String> CARRIERS = Set.of("request", "request_uri");

    private final ProviderState state;

    RequestObjects(ProviderState state) {
        this.state = state;
    }

    /** What a request asks for in the end, or why its request object is refused. */
    record Effective(Parameters parameters, @Nullable OAuthError refusal) {
        void check() {
            if (refusal != null) {
                throw refusal;
            }
        }
    }

    /** Turns what was sent into what is asked for; only requests from outside are recorded, not the sign-in page's. */
    Effective resolve(Parameters sent) {
        Carrier carrier = carrier(sent);
        Map<String, List<String>> parameters = new LinkedHashMap<>(sent.values());
        parameters.keySet().removeAll(CARRIERS);
        TestClient client = state.clients.find(sent.get("client_id"));
        String object = null;
        OAuthError refusal = null;
        if (carrier != Carrier.PARAMETERS && client != null) {
            try {
                object = object(sent, client);
                parameters.putAll(new RequestObjectCheck(state, client, sent).parameters(SignedJwt.parse(object)));
            } catch (OAuthError e) {
                refusal = e;
            } catch (IllegalArgumentException e) {
                refusal = new OAuthError("invalid_request_object", String.valueOf(e.getMessage()));
            }
        }
        if (sent.get(SignInPage.USER) == null && sent.get(SignInPage.CANCEL) == null) {
            state.authorizationRequests.add(
                    new CarriedRequest(carrier, parameters, object, refusal == null ? null : refusal.description()));
        }
        return new Effective(new Parameters(parameters), refusal);
    }

    private static Carrier carrier(Parameters sent) {
        if (sent.get("request_uri") != null) {
            return Carrier.REQUEST_URI;
        }
        return sent.get("request") == null ? Carrier.PARAMETERS : Carrier.REQUEST;
    }

    private static String object(Parameters sent, TestClient client) {
        String repeated = sent.repeated(Set.of("resource"));
        if (repeated != null) {
            throw new OAuthError("invalid_request", "parameter came more than once: " + repeated);
        }
        String uri = sent.get("request_uri");
        String value = sent.get("request");
        if (uri == null) {
            return value == null ? "" : value;
        }
        if (value != null) {
            throw new OAuthError("invalid_request", "request and request_uri exclude each other");
        }
        return fetch(uri, client);
    }

    private static String fetch(String uri, TestClient client) {
        List<String> registered = client.texts("request_uris");
        if (!registered.isEmpty() && registered.stream().noneMatch(pattern -> isCovered(uri, pattern))) {
            throw new OAuthError("invalid_request_uri", "this request_uri is not registered for the client");
        }
        if (uri.length() > LONGEST_URI) {
            throw new OAuthError("invalid_request_uri", "request_uri is longer than 512 characters");
        }
        try {
            OutgoingRequests.Fetched fetched = OutgoingRequests.get(uri);
            String type = fetched.contentType().split(";", 2)[0].strip();
            if (!type.equals("application/oauth-authz-req+jwt") && !type.equals("application/jwt")) {
                throw new OAuthError("invalid_request_uri", "request_uri answered with the type " + type);
            }
            return fetched.body().strip();
        } catch (IllegalArgumentException e) {
            throw new OAuthError("invalid_request_uri", "request_uri: " + e.getMessage());
        }
    }

    private static boolean isCovered(String uri, String pattern) {
        return pattern.endsWith("*") ? uri.startsWith(pattern.substring(0, pattern.length() - 1)) : uri.equals(pattern);
    }

    /** The claims of a request object that are parameters; structured ones become JSON again. */
    static Map<String, List<String>> parameters(Map<String, Object> claims) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        claims.forEach((name, value) -> {
            if (!TOKEN_CLAIMS.contains(name) && value != null) {
                parameters.put(name, List.of(text(value)));
            }
        });
        return parameters;
    }

    @SuppressWarnings("unchecked")
    private static String text(Object value) {
        return value instanceof Map ? JSONObjectUtils.toJSONString((Map<String, Object>) value) : String.valueOf(value);
    }
}
