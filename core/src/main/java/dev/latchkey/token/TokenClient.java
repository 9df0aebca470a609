package dev.latchkey.token;

import dev.latchkey.authorization.AuthorizationCode;
import dev.latchkey.authorization.PendingLogin;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.LoginRejected;
import dev.latchkey.http.HttpAnswer;
import dev.latchkey.http.HttpCall;
import dev.latchkey.internal.Json;
import dev.latchkey.internal.MalformedException;
import dev.latchkey.internal.Printable;
import dev.latchkey.provider.NamedProvider.Relationship;
import dev.latchkey.provider.ProviderHttp;
import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The token endpoint (RFC 6749 §3.2). Thread-safe. */
public final class TokenClient {
    private final ProviderHttp http;
    private final InstantSource clock;

    /** Over these calls. */
    public TokenClient(ProviderHttp http, InstantSource clock) {
        this.http = http;
        this.clock = clock;
    }

    /**
     * Redeems the code (OpenID Connect Core §3.1.3.1, RFC 7636 §4.5); in a flow without one, all tokens are here already.
     *
     * @throws LoginRejected if the provider answers with an error
     * @throws dev.latchkey.failure.ProviderUnavailable if it does not answer, or with something else
     */
    public TokenResponse redeem(
            VerifiedFrontChannel front, PendingLogin login, Relationship relationship, URI redirectUri) {
        AuthorizationCode code = front.code();
        if (code == null) {
            return front.tokens();
        }
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

    /**
     * A token for this client itself (RFC 6749 §4.4.2).
     *
     * @param parameters {@code scope} and what else the provider wants
     * @throws LoginRejected if the provider answers with an error
     * @throws dev.latchkey.failure.ProviderUnavailable if it does not answer, or with something else
     */
    public TokenResponse clientCredentials(Map<String, String> parameters, Relationship relationship) {
        Map<String, String> form = new LinkedHashMap<>(parameters);
        form.put("grant_type", "client_credentials");
        return send(form, relationship);
    }

    private TokenResponse send(Map<String, String> parameters, Relationship relationship) {
        URI endpoint = relationship.metadata().tokenEndpoint();
        HttpCall call = ClientAuthenticator.authenticated(http, endpoint, parameters, relationship, clock.instant());
        HttpAnswer answer = http.send("token_endpoint", call);
        if (answer.status() == 400 || answer.status() == 401 || answer.status() == 403) {
            throw rejected(call, answer, relationship);
        }
        return TokenResponse.of(ProviderHttp.json("token_endpoint", call, answer));
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
