package dev.latchkey.testing;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.latchkey.testing.wire.Answer;
import dev.latchkey.testing.wire.Reply;
import dev.latchkey.testing.wire.Request;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Dynamic client registration (RFC 7591 §3, OpenID Connect Registration §3). */
final class RegistrationEndpoint implements EndpointHandler {
    private final ProviderState state;

    RegistrationEndpoint(ProviderState state) {
        this.state = state;
    }

    @Override
    public Answer answer(Request request) {
        String expected = state.settings.initialAccessToken();
        String token = request.bearerToken();
        if (expected != null && (token == null || !Secrets.same(expected, token))) {
            return UserInfoEndpoint.refusal(401, token == null ? null : "invalid_token");
        }
        if (!request.method().equals("POST")) {
            throw new OAuthError("invalid_request", "expected a POST");
        }
        try {
            return register(JSONObjectUtils.parse(request.body()));
        } catch (ParseException | IllegalArgumentException e) {
            throw new OAuthError("invalid_client_metadata", String.valueOf(e.getMessage()));
        }
    }

    private Reply register(Map<String, Object> metadata) throws ParseException {
        TestClient client = client(metadata);
        Instant now = state.clock.now();
        Duration lifetime = state.settings.lifetimes().registeredSecret();
        state.clients.add(client, lifetime == null ? Instant.MAX : now.plus(lifetime));

        Map<String, Object> response = new LinkedHashMap<>(metadata);
        response.put("client_id", client.clientId());
        response.put("client_id_issued_at", now.getEpochSecond());
        response.put("token_endpoint_auth_method", client.tokenEndpointAuthMethod());
        if (client.clientSecret() != null) {
            response.put("client_secret", client.clientSecret());
            response.put(
                    "client_secret_expires_at",
                    lifetime == null ? 0 : now.plus(lifetime).getEpochSecond());
        }
        RegistrationLies.edit(response, state);
        return Reply.json(201, response);
    }

    private TestClient client(Map<String, Object> metadata) throws ParseException {
        List<String> redirectUris = list(metadata, "redirect_uris");
        if (redirectUris.isEmpty() || !redirectUris.stream().allMatch(RedirectUris::isWellFormed)) {
            throw new OAuthError("invalid_redirect_uri", "redirect_uris must be absolute URIs without a fragment");
        }
        require(metadata, "response_types", "code");
        require(metadata, "grant_types", "authorization_code");
        String algorithm = state.settings.signingAlgorithm().name();
        if (!metadata.getOrDefault("id_token_signed_response_alg", algorithm).equals(algorithm)) {
            throw new OAuthError("invalid_client_metadata", "id_token_signed_response_alg must be " + algorithm);
        }
        String method = String.valueOf(metadata.getOrDefault("token_endpoint_auth_method", TestClient.BASIC));
        return new TestClient(
                "client-" + Secrets.random(),
                method.equals(TestClient.NONE) ? null : newSecret(),
                redirectUris,
                list(metadata, "post_logout_redirect_uris"),
                method);
    }

    /** With characters that only a form-encoding client gets right in the Basic scheme (RFC 6749 §2.3.1). */
    private static String newSecret() {
        return "%+:/&= " + Secrets.random();
    }

    private static void require(Map<String, Object> metadata, String name, String value) throws ParseException {
        if (metadata.containsKey(name) && !list(metadata, name).contains(value)) {
            throw new OAuthError("invalid_client_metadata", name + " must contain " + value);
        }
    }

    private static List<String> list(Map<String, Object> metadata, String name) throws ParseException {
        List<String> values = JSONObjectUtils.getStringList(metadata, name);
        return values == null ? List.of() : values;
    }
}
