package dev.latchkey.testing;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.latchkey.testing.wire.Answer;
import dev.latchkey.testing.wire.Reply;
import dev.latchkey.testing.wire.Request;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Dynamic client registration (RFC 7591 §3, OpenID Connect Registration §3). */
final class RegistrationEndpoint implements EndpointHandler {
    private final ProviderState state;
    private final ClientRegistration registration;

    RegistrationEndpoint(ProviderState state) {
        this.state = state;
        this.registration = new ClientRegistration(state.settings);
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
        TestClient client = registration.client(metadata);
        Instant now = state.clock.now();
        Duration lifetime = state.settings.lifetimes().registeredSecret();
        state.clients.add(client, lifetime == null ? Instant.MAX : now.plus(lifetime));

        Map<String, Object> response = ClientRegistration.echo(client);
        response.put("client_id_issued_at", now.getEpochSecond());
        if (client.clientSecret() != null) {
            response.put("client_secret", client.clientSecret());
            response.put(
                    "client_secret_expires_at",
                    lifetime == null ? 0 : now.plus(lifetime).getEpochSecond());
        }
        RegistrationLies.edit(response, state);
        return Reply.json(201, response);
    }
}
