package dev.latchkey.authorization;

import dev.latchkey.config.LoginParameters;
import dev.latchkey.config.ProviderSettings;
import dev.latchkey.config.RequestObject;
import dev.latchkey.config.ResponseType;
import dev.latchkey.internal.Form;
import dev.latchkey.internal.Hashes;
import dev.latchkey.provider.NamedProvider.Relationship;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The request that the browser takes to the provider (OpenID Connect Core §3.1.2.1, RFC 7636 §4.3). */
public final class AuthorizationRequest {
    private AuthorizationRequest() {}

    /**
     * The URL to send the browser to.
     *
     * @param parameters what this login asks for, beside what every login at the provider does
     */
    public static URI url(
            Relationship relationship,
            PendingLogin login,
            LoginParameters parameters,
            URI redirectUri,
            RequestObjects requestObjects,
            Instant now) {
        ProviderSettings settings = relationship.settings();
        Map<String, List<String>> request =
                new LinkedHashMap<>(parameters.over(settings.parameters()).sent());
        protocol(relationship, login, redirectUri).forEach((name, value) -> request.put(name, List.of(value)));
        RequestObject how = settings.requestObject();
        return withQuery(
                relationship.metadata().authorizationEndpoint(),
                Form.encodeAll(how == null ? request : requestObjects.carried(request, how, relationship, now)));
    }

    /** What nothing that is configured or asked for may change. */
    private static Map<String, String> protocol(Relationship relationship, PendingLogin login, URI redirectUri) {
        ProviderSettings settings = relationship.settings();
        ResponseType type = settings.responseType();
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("response_type", type.value());
        parameters.put("client_id", relationship.client().clientId());
        parameters.put("redirect_uri", redirectUri.toString());
        parameters.put("state", login.state());
        parameters.put("nonce", login.nonce());
        if (type.hasCode()) {
            parameters.put("code_challenge", Hashes.sha256Base64Url(login.codeVerifier()));
            parameters.put("code_challenge_method", "S256");
        }
        if (settings.responseMode() != type.defaultMode()) {
            parameters.put("response_mode", settings.responseMode().value());
        }
        return parameters;
    }

    /** The URL with this query after the one it may have already (RFC 6749 §3.1). */
    public static URI withQuery(URI url, String query) {
        return URI.create(url + (url.getRawQuery() == null ? "?" : "&") + query);
    }
}
