package dev.latchkey.token;

import dev.latchkey.authorization.AuthorizationCode;
import dev.latchkey.authorization.PendingLogin;
import dev.latchkey.config.ClientAuthentication;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.LoginRejected;
import dev.latchkey.http.HttpAnswer;
import dev.latchkey.http.HttpCall;
import dev.latchkey.internal.Form;
import dev.latchkey.internal.Json;
import dev.latchkey.internal.MalformedException;
import dev.latchkey.internal.Printable;
import dev.latchkey.provider.NamedProvider.Relationship;
import dev.latchkey.provider.ProviderHttp;
import dev.latchkey.provider.RegisteredClient;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The token endpoint (RFC 6749 §3.2). Thread-safe. */
public final class TokenClient {
    private final ProviderHttp http;

    /** Over these calls. */
    public TokenClient(ProviderHttp http) {
        this.http = http;
    }

    /**
     * Redeems a code (OpenID Connect Core §3.1.3.1, RFC 7636 §4.5).
     *
     * @throws LoginRejected if the provider answers with an error
     * @throws dev.latchkey.failure.ProviderUnavailable if it does not answer, or with something else
     */
    public TokenResponse redeem(
            AuthorizationCode code, PendingLogin login, Relationship relationship, URI redirectUri) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("grant_type", "authorization_code");
        parameters.put("code", code.value());
        parameters.put("redirect_uri", redirectUri.toString());
        parameters.put("code_verifier", login.codeVerifier());
        return send(parameters, relationship);
    }

    /**
     * Refreshes tokens (OpenID Connect Core §12.1).
     *
     * @throws LoginRejected if the provider answers with an error
     * @throws dev.latchkey.failure.ProviderUnavailable if it does not answer, or with something else
     */
    public TokenResponse refresh(String refreshToken, Relationship relationship) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("grant_type", "refresh_token");
        parameters.put("refresh_token", refreshToken);
        return send(parameters, relationship);
    }

    private TokenResponse send(Map<String, String> parameters, Relationship relationship) {
        HttpCall call = authenticated(parameters, relationship);
        HttpAnswer answer = http.send("token_endpoint", call);
        if (answer.status() == 400 || answer.status() == 401 || answer.status() == 403) {
            throw rejected(call, answer, relationship);
        }
        return TokenResponse.of(ProviderHttp.json("token_endpoint", call, answer));
    }

    private HttpCall authenticated(Map<String, String> parameters, Relationship relationship) {
        RegisteredClient client = relationship.client();
        ClientAuthentication method = client.authentication();
        URI endpoint = relationship.metadata().tokenEndpoint();
        if (method == ClientAuthentication.clientSecretBasic()) {
            return post(endpoint, parameters).header("Authorization", basic(client.clientId(), secret(client)));
        }
        parameters.put("client_id", client.clientId());
        if (method == ClientAuthentication.clientSecretPost()) {
            parameters.put("client_secret", secret(client));
        }
        return post(endpoint, parameters);
    }

    private HttpCall post(URI endpoint, Map<String, String> parameters) {
        return http.post(endpoint, "application/x-www-form-urlencoded", Form.encode(parameters));
    }

    private static String secret(RegisteredClient client) {
        return Objects.requireNonNull(client.clientSecret(), "checked when the client was configured or registered");
    }

    /** Both parts are form-encoded before they are joined (RFC 6749 §2.3.1). */
    private static String basic(String clientId, String secret) {
        String both = Form.encode(clientId) + ":" + Form.encode(secret);
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }

    private static RuntimeException rejected(HttpCall call, HttpAnswer answer, Relationship relationship) {
        try {
            Map<String, Object> body = Json.parse(answer.body());
            String error = Json.string(body, "error");
            if (error == null) {
                return ProviderHttp.bad(
                        "token_endpoint", call, "answered " + answer.status() + " without an error code");
            }
            String description = Json.string(body, "error_description");
            if (error.equals("invalid_client")) {
                relationship.provider().forgetRegistration();
                return clientRefused(printable(description), relationship);
            }
            return new LoginRejected(FailureReason.TOKEN_ERROR, Printable.of(error), printable(description));
        } catch (MalformedException e) {
            return ProviderHttp.bad(
                    "token_endpoint",
                    call,
                    "answered " + answer.status() + " " + answer.mediaType() + " that is " + e.getMessage());
        }
    }

    private static @Nullable String printable(@Nullable String text) {
        return text == null ? null : Printable.of(text);
    }

    private static LoginRejected clientRefused(@Nullable String description, Relationship relationship) {
        return new LoginRejected(
                FailureReason.CLIENT_REFUSED,
                "invalid_client",
                description,
                " (client " + Printable.of(relationship.client().clientId()) + " with "
                        + relationship.client().authentication().method() + " at "
                        + relationship.metadata().issuer() + ", which says that it supports "
                        + Printable.of(relationship
                                .metadata()
                                .tokenEndpointAuthMethods()
                                .toString()) + ")");
    }
}
