package dev.latchkey.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.latchkey.testing.wire.FormCoding;
import dev.latchkey.testing.wire.Request;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Finds out which client sent a request, by exactly the one method it is registered with (RFC 6749 §2.3). */
final class ClientAuthenticator {
    private final ProviderState state;
    private final ClientAssertions assertions;

    ClientAuthenticator(ProviderState state) {
        this.state = state;
        this.assertions = new ClientAssertions(state);
    }

    private record Attempt(
            String method,
            @Nullable String clientId,
            @Nullable String secret) {}

    /** The client; the request must be a form without repeated parameters (RFC 6749 §3.2). */
    TestClient authenticate(Request request) {
        if (!request.method().equals("POST") || !request.hasForm()) {
            throw new OAuthError("invalid_request", "expected a POST with a form");
        }
        String repeated = request.parameters().repeated();
        if (repeated != null) {
            throw new OAuthError("invalid_request", "parameter came more than once: " + repeated);
        }
        if (ClientAssertions.isIn(request.parameters())) {
            if (request.header("authorization") != null || request.parameters().get("client_secret") != null) {
                throw new OAuthError("invalid_request", "two client authentication methods at once");
            }
            return assertions.client(request.parameters());
        }
        return verify(attempt(request));
    }

    private TestClient verify(Attempt attempt) {
        TestClient client = state.clients.find(attempt.clientId());
        if (client == null) {
            throw invalidClient("no client has this client_id");
        }
        if (!client.tokenEndpointAuthMethod().equals(attempt.method())) {
            throw invalidClient("expected " + client.tokenEndpointAuthMethod() + ", got " + attempt.method());
        }
        String secret = client.clientSecret();
        if (secret != null && (attempt.secret() == null || !Secrets.same(secret, attempt.secret()))) {
            throw invalidClient("wrong secret");
        }
        if (!state.clients.hasLivingSecret(client, state.clock.now())) {
            throw invalidClient("the secret has expired");
        }
        return client;
    }

    private static Attempt attempt(Request request) {
        String header = request.header("authorization");
        String clientId = request.parameters().get("client_id");
        String secret = request.parameters().get("client_secret");
        if (header == null) {
            return new Attempt(secret == null ? TestClient.NONE : TestClient.POST, clientId, secret);
        }
        if (secret != null) {
            throw new OAuthError("invalid_request", "two client authentication methods at once");
        }
        Attempt basic = basic(header);
        if (clientId != null && !clientId.equals(basic.clientId())) {
            throw new OAuthError("invalid_request", "two client identifiers");
        }
        return basic;
    }

    /** Identifier and secret are form-encoded before they are joined (RFC 6749 §2.3.1). */
    private static Attempt basic(String header) {
        if (!header.regionMatches(true, 0, "Basic ", 0, 6)) {
            throw invalidClient("expected the Basic scheme");
        }
        try {
            String pair =
                    new String(Base64.getDecoder().decode(header.substring(6).strip()), UTF_8);
            int colon = pair.indexOf(':');
            if (colon < 0) {
                throw invalidClient("no colon in the Basic credentials");
            }
            return new Attempt(
                    TestClient.BASIC,
                    FormCoding.decode(pair.substring(0, colon)),
                    FormCoding.decode(pair.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            throw invalidClient("the Basic credentials are not base64");
        }
    }

    private static OAuthError invalidClient(String description) {
        return new OAuthError(401, "invalid_client", description);
    }
}
