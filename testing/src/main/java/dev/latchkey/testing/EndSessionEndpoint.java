package dev.latchkey.testing;

import dev.latchkey.testing.jose.Compact;
import dev.latchkey.testing.wire.Answer;
import dev.latchkey.testing.wire.FormCoding;
import dev.latchkey.testing.wire.Parameters;
import dev.latchkey.testing.wire.Reply;
import dev.latchkey.testing.wire.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Logout started by the application (OpenID Connect RP-Initiated Logout §2 and §3). */
final class EndSessionEndpoint implements EndpointHandler {
    private final ProviderState state;
    private final Authorizations authorizations;
    private final SignOuts signOuts;

    EndSessionEndpoint(ProviderState state, Authorizations authorizations) {
        this.state = state;
        this.authorizations = authorizations;
        this.signOuts = new SignOuts(state);
    }

    @Override
    public Answer answer(Request request) {
        Parameters parameters = request.parameters();
        TestClient client = client(parameters);
        BrowserSessions.Session session = authorizations.session(request);
        List<String> frames = signOuts.frames(session);
        state.sessions.end(session);
        signOuts.notify(session == null ? List.of() : List.of(session));
        String target = parameters.get("post_logout_redirect_uri");
        boolean mayRedirect =
                client != null && target != null && RedirectUris.allow(client.postLogoutRedirectUris(), target);
        String next = mayRedirect ? address(String.valueOf(target), parameters.get("state")) : null;
        return answer(frames, next).with("Set-Cookie", authorizations.deletion());
    }

    private static Reply answer(List<String> frames, @Nullable String next) {
        if (!frames.isEmpty()) {
            return SignOutPage.reply(frames, next);
        }
        return next == null
                ? Reply.html(200, ProviderPage.message("Signed out", "You are signed out of the provider."))
                : Reply.redirect(next);
    }

    private String address(String target, @Nullable String clientState) {
        List<Map.Entry<String, String>> parameters = new ArrayList<>();
        if (clientState != null) {
            parameters.add(Map.entry("state", clientState));
        }
        RedirectLies.editSignOut(parameters, state);
        if (parameters.isEmpty()) {
            return target;
        }
        return target + (target.contains("?") ? "&" : "?") + FormCoding.encode(parameters);
    }

    /** The client that client_id and id_token_hint agree on, or null; a hint may be old, so only its audience counts. */
    private @Nullable TestClient client(Parameters parameters) {
        String clientId = parameters.get("client_id");
        String hint = parameters.get("id_token_hint");
        Object audience = hint == null ? null : Compact.claims(hint).get("aud");
        if (clientId == null) {
            return audience instanceof String only ? state.clients.find(only) : null;
        }
        boolean agree = audience == null
                || audience.equals(clientId)
                || (audience instanceof List<?> several && several.contains(clientId));
        if (!agree) {
            throw new PageError("client_id and id_token_hint name different clients.");
        }
        return state.clients.find(clientId);
    }
}
