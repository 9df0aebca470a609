package dev.latchkey.logout;

import dev.latchkey.app.LogoutRequest;
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
            Relationship relationship,
            LogoutRequest wanted,
            @Nullable String idTokenHint,
            URI postLogoutRedirectUri,
            String state) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("client_id", relationship.client().clientId());
        parameters.put("post_logout_redirect_uri", postLogoutRedirectUri.toString());
        parameters.put("state", state);
        if (!wanted.uiLocales().isEmpty()) {
            parameters.put("ui_locales", String.join(" ", wanted.uiLocales()));
        }
        if (wanted.logoutHint() != null) {
            parameters.put("logout_hint", wanted.logoutHint());
        }
        String template = relationship.settings().endSessionUrl();
        if (template != null) {
            return filled(template, parameters);
        }
        URI endpoint = relationship.metadata().endSessionEndpoint();
        return endpoint == null ? null : withHint(endpoint, parameters, idTokenHint);
    }

    private static URI filled(String template, Map<String, String> parameters) {
        String url = template;
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            String value = Form.encode(parameter.getValue()).replace("+", "%20");
            url = url.replace("{" + parameter.getKey() + "}", value);
        }
        return URI.create(url.replaceAll("\\{[a-z_]+}", ""));
    }

    private static URI withHint(URI endpoint, Map<String, String> parameters, @Nullable String idTokenHint) {
        URI withoutHint = AuthorizationRequest.withQuery(endpoint, Form.encode(parameters));
        if (idTokenHint == null || withoutHint.toString().length() + idTokenHint.length() > MAX_URL_LENGTH) {
            return withoutHint;
        }
        parameters.put("id_token_hint", idTokenHint);
        return AuthorizationRequest.withQuery(endpoint, Form.encode(parameters));
    }
}
