package dev.latchkey.testing;

import dev.latchkey.testing.jose.SignedJwt;
import dev.latchkey.testing.wire.Parameters;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Clients that authenticate with a signed assertion (RFC 7523 §2.2 and §3, OpenID Connect Core §9). Thread-safe. */
final class ClientAssertions {
    private static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static final Duration LONGEST_LIFE = Duration.ofMinutes(5);

    private final ProviderState state;
    private final Set<String> used = ConcurrentHashMap.newKeySet();

    ClientAssertions(ProviderState state) {
        this.state = state;
    }

    /** Whether the request says that it carries an assertion. */
    static boolean isIn(Parameters parameters) {
        return parameters.get("client_assertion") != null || parameters.get("client_assertion_type") != null;
    }

    /** The client that made the assertion of this request. */
    TestClient client(Parameters parameters) {
        require(TYPE.equals(parameters.get("client_assertion_type")), "client_assertion_type must be " + TYPE);
        try {
            SignedJwt assertion = SignedJwt.parse(parameters.get("client_assertion", ""));
            return verify(assertion, parameters.get("client_id"));
        } catch (IllegalArgumentException e) {
            throw refusal("the assertion is malformed: " + e.getMessage());
        }
    }

    private TestClient verify(SignedJwt assertion, @Nullable String clientId) {
        String subject = assertion.text("sub");
        TestClient client = state.clients.find(subject);
        if (client == null || subject == null) {
            throw refusal("no client has the sub of this assertion");
        }
        require(clientId == null || clientId.equals(subject), "client_id is not the sub of the assertion");
        checkAlgorithm(assertion.algorithm(), client);
        require(isSigned(assertion, client), "the signature of the assertion is wrong");
        require(subject.equals(assertion.text("iss")), "iss must be the client_id, like sub");
        require(state.issuer().equals(assertion.claims().get("aud")), "aud must be the issuer, as a single text");
        checkTimes(assertion);
        String jti = assertion.text("jti");
        require(jti != null && !jti.isEmpty(), "jti is missing");
        require(used.add(subject + " " + jti), "the assertion was used before");
        return client;
    }

    private static void checkAlgorithm(String algorithm, TestClient client) {
        String method = ClientMetadata.HMAC.contains(algorithm) ? TestClient.SECRET_JWT : TestClient.PRIVATE_KEY_JWT;
        boolean known = ClientMetadata.ASSERTION_SIGNING.contains(algorithm);
        require(known, "alg of the assertion must be one of " + ClientMetadata.ASSERTION_SIGNING);
        boolean registered = method.equals(client.tokenEndpointAuthMethod());
        require(registered, "expected " + client.tokenEndpointAuthMethod() + ", got " + method);
        String only = client.text("token_endpoint_auth_signing_alg");
        require(only == null || only.equals(algorithm), "expected an assertion signed by " + only);
    }

    private boolean isSigned(SignedJwt assertion, TestClient client) {
        String secret = client.clientSecret();
        if (!ClientMetadata.HMAC.contains(assertion.algorithm())) {
            return ClientKeys.haveSigned(assertion, client);
        }
        require(state.clients.hasLivingSecret(client, state.clock.now()), "the secret has expired");
        return secret != null && assertion.isSignedBy(secret);
    }

    private void checkTimes(SignedJwt assertion) {
        Instant now = state.clock.now();
        Instant expiry = time(assertion, "exp");
        Instant notBefore = time(assertion, "nbf");
        Instant issued = time(assertion, "iat");
        require(expiry != null && now.isBefore(expiry), "exp is missing or past");
        require(expiry != null && !expiry.isAfter(now.plus(LONGEST_LIFE)), "exp is more than 5 minutes ahead");
        require(notBefore == null || !notBefore.isAfter(now), "nbf is in the future");
        require(issued == null || !issued.isAfter(now), "iat is in the future");
    }

    private static @Nullable Instant time(SignedJwt assertion, String name) {
        Object value = assertion.claims().get(name);
        require(value == null || value instanceof Number, name + " must be a number");
        return value instanceof Number number ? Instant.ofEpochSecond(number.longValue()) : null;
    }

    private static void require(boolean condition, String description) {
        if (!condition) {
            throw refusal(description);
        }
    }

    private static OAuthError refusal(String description) {
        return new OAuthError(401, "invalid_client", description);
    }
}
