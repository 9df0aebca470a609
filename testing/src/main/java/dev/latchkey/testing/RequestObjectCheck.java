package dev.latchkey.testing;

import dev.latchkey.testing.jose.SignedJwt;
import dev.latchkey.testing.wire.Parameters;
import dev.latchkey.testing.wire.Words;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What a request object has to be (OpenID Connect Core §6.1, RFC 9101 §6). */
final class RequestObjectCheck {
    private final ProviderState state;
    private final TestClient client;
    private final Parameters outside;

    /** A check of what this client sent, with these parameters beside it. */
    RequestObjectCheck(ProviderState state, TestClient client, Parameters outside) {
        this.state = state;
        this.client = client;
        this.outside = outside;
    }

    /** The parameters inside. */
    Map<String, List<String>> parameters(SignedJwt object) {
        Map<String, Object> claims = object.claims();
        checkSignature(object);
        boolean alone = !claims.containsKey("request") && !claims.containsKey("request_uri");
        require(alone, "a request object inside a request object");
        require(outside.words("scope").contains("openid"), "scope with openid must be outside the request object too");
        requireSame("response_type", claims);
        requireSame("scope", claims);
        requireSame("client_id", claims);
        return RequestObjects.parameters(claims);
    }

    private void checkSignature(SignedJwt object) {
        String registered = client.text("request_object_signing_alg");
        String algorithm = object.algorithm();
        require(
                registered == null || registered.equals(algorithm),
                "expected alg " + registered + ", got " + algorithm);
        if ("none".equals(registered)) {
            require(object.signature().isEmpty(), "alg none with a signature");
            return;
        }
        require(ClientMetadata.ASYMMETRIC.contains(algorithm), "alg must be one of " + ClientMetadata.ASYMMETRIC);
        require(ClientKeys.haveSigned(object, client), "the signature is wrong");
        require(client.clientId().equals(object.text("iss")), "iss must be the client_id");
        Object audience = object.claims().get("aud");
        boolean forUs = audience instanceof List<?> list
                ? list.contains(state.issuer())
                : state.issuer().equals(audience);
        require(forUs, "aud must be the issuer");
        checkTimes(object.claims());
    }

    private void checkTimes(Map<String, Object> claims) {
        Instant now = state.clock.now();
        Object expiry = claims.get("exp");
        Object notBefore = claims.get("nbf");
        require(expiry == null || now.isBefore(instant(expiry)), "exp is past");
        require(notBefore == null || !instant(notBefore).isAfter(now), "nbf is in the future");
    }

    private static Instant instant(Object seconds) {
        require(seconds instanceof Number, "exp and nbf must be numbers");
        return Instant.ofEpochSecond(((Number) seconds).longValue());
    }

    /** The parameter is outside, and if it is inside too, it says the same. */
    private void requireSame(String name, Map<String, Object> claims) {
        String there = outside.get(name, "");
        Object inside = claims.get(name);
        require(!there.isEmpty(), name + " must be outside the request object too");
        boolean same = inside == null || Words.of(String.valueOf(inside)).equals(Words.of(there));
        require(same, name + " is not the same inside and outside the request object");
    }

    private static void require(boolean condition, String description) {
        if (!condition) {
            throw new OAuthError("invalid_request_object", description);
        }
    }
}
