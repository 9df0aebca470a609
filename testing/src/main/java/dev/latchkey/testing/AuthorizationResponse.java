package dev.latchkey.testing;

import dev.latchkey.testing.wire.FormCoding;
import dev.latchkey.testing.wire.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The way back to the client that asked (RFC 6749 §4.1.2, RFC 9207 §2). */
final class AuthorizationResponse {
    private final ProviderState state;
    private final String redirectUri;
    private final @Nullable String clientState;

    AuthorizationResponse(ProviderState state, String redirectUri, @Nullable String clientState) {
        this.state = state;
        this.redirectUri = redirectUri;
        this.clientState = clientState;
    }

    Reply code(String code) {
        return redirect(List.of(Map.entry("code", code)));
    }

    Reply error(OAuthError error) {
        return redirect(
                List.of(Map.entry("error", error.error()), Map.entry("error_description", error.description())));
    }

    private Reply redirect(List<Map.Entry<String, String>> result) {
        List<Map.Entry<String, String>> parameters = new ArrayList<>(result);
        if (clientState != null) {
            parameters.add(Map.entry("state", clientState));
        }
        parameters.add(Map.entry("iss", state.issuer()));
        RedirectLies.edit(parameters, state);
        String separator = redirectUri.contains("?") ? "&" : "?";
        return Reply.redirect(redirectUri + separator + FormCoding.encode(parameters));
    }
}
