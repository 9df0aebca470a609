package dev.latchkey.testing;

import dev.latchkey.testing.wire.FormCoding;
import dev.latchkey.testing.wire.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The way back to the client that asked (RFC 6749 §4.1.2, RFC 9207 §2), the same for successes and errors. */
final class AuthorizationResponse {
    private final ProviderState state;
    private final String redirectUri;
    private final @Nullable String clientState;
    private final ResponseMode mode;

    AuthorizationResponse(ProviderState state, String redirectUri, @Nullable String clientState, ResponseMode mode) {
        this.state = state;
        this.redirectUri = redirectUri;
        this.clientState = clientState;
        this.mode = mode;
    }

    Reply success(List<Map.Entry<String, String>> codeAndTokens) {
        return send(codeAndTokens);
    }

    Reply error(OAuthError error) {
        return send(List.of(Map.entry("error", error.error()), Map.entry("error_description", error.description())));
    }

    private Reply send(List<Map.Entry<String, String>> result) {
        List<Map.Entry<String, String>> parameters = new ArrayList<>(result);
        if (clientState != null) {
            parameters.add(Map.entry("state", clientState));
        }
        parameters.add(Map.entry("iss", state.issuer()));
        RedirectLies.edit(parameters, state);
        ResponseMode told = FrontChannelLies.mode(mode, state);
        FrontChannelLies.edit(parameters, told, state);
        return switch (told) {
            case QUERY ->
                Reply.redirect(redirectUri + (redirectUri.contains("?") ? "&" : "?") + FormCoding.encode(parameters));
            case FRAGMENT -> Reply.redirect(redirectUri + "#" + FormCoding.encode(parameters));
            case FORM_POST -> FormPostPage.reply(redirectUri, parameters, FrontChannelLies.enctype(state));
        };
    }
}
