package dev.latchkey.authorization;

import dev.latchkey.config.Provider;
import dev.latchkey.internal.Form;
import dev.latchkey.internal.Hashes;
import dev.latchkey.provider.NamedProvider.Relationship;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The request that the browser takes to the provider (OpenID Connect Core §3.1.2.1, RFC 7636 §4.3). */
public final class AuthorizationRequest {
    private AuthorizationRequest() {}

    /** The URL to send the browser to. */
    public static URI url(Relationship relationship, PendingLogin login, URI redirectUri) {
        Provider settings = relationship.settings();
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("response_type", "code");
        parameters.put("client_id", relationship.client().clientId());
        parameters.put("redirect_uri", redirectUri.toString());
        parameters.put("scope", String.join(" ", settings.scopes()));
        parameters.put("state", login.state());
        parameters.put("nonce", login.nonce());
        parameters.put("code_challenge", Hashes.sha256Base64Url(login.codeVerifier()));
        parameters.put("code_challenge_method", "S256");
        Duration maxAge = settings.maxAge();
        if (maxAge != null) {
            parameters.put("max_age", Long.toString(maxAge.toSeconds()));
        }
        parameters.putAll(settings.authorizationParameters());
        return withQuery(relationship.metadata().authorizationEndpoint(), parameters);
    }

    /** The URL with these parameters after those it may have already (RFC 6749 §3.1). */
    public static URI withQuery(URI url, Map<String, String> parameters) {
        String separator = url.getRawQuery() == null ? "?" : "&";
        return URI.create(url + separator + Form.encode(parameters));
    }
}
