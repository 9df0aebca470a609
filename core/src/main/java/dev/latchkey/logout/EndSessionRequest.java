package dev.latchkey.logout;

import dev.latchkey.authorization.AuthorizationRequest;
import dev.latchkey.internal.Form;
import dev.latchkey.provider.NamedProvider.Relationship;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The request that the browser takes to the provider to sign out there, too (OpenID Connect RP-Initiated Logout §2). */
public final class EndSessionRequest {
    /** Longer ones are refused by some providers and proxies. */
    private static final int MAX_URL_LENGTH = 4000;

    private EndSessionRequest() {}

    /** The URL to send the browser to; null if the provider has no end-session endpoint. */
    public static @Nullable URI url(
            Relationship relationship, @Nullable String idTokenHint, URI postLogoutRedirectUri, String state) {
        URI endpoint = relationship.metadata().endSessionEndpoint();
        if (endpoint == null) {
            return null;
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("client_id", relationship.client().clientId());
        parameters.put("post_logout_redirect_uri", postLogoutRedirectUri.toString());
        parameters.put("state", state);
        URI withoutHint = AuthorizationRequest.withQuery(endpoint, Form.encode(parameters));
        if (idTokenHint == null || withoutHint.toString().length() + idTokenHint.length() > MAX_URL_LENGTH) {
            return withoutHint;
        }
        parameters.put("id_token_hint", idTokenHint);
        return AuthorizationRequest.withQuery(endpoint, Form.encode(parameters));
    }
}
