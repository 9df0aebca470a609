package dev.latchkey.testing;

import dev.latchkey.testing.wire.Answer;
import dev.latchkey.testing.wire.Parameters;
import dev.latchkey.testing.wire.Reply;
import dev.latchkey.testing.wire.Request;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** What the authorization endpoint and the sign-in page have in common. */
final class Authorizations {
    private final ProviderState state;

    Authorizations(ProviderState state) {
        this.state = state;
    }

    /** Answers a valid request, and refuses any other: by redirect if that is safe, else with a page. */
    Answer answer(Parameters parameters, BiFunction<AuthorizationRequest, AuthorizationResponse, Answer> validRequest) {
        TestClient client = state.clients.find(parameters.get("client_id"));
        if (client == null) {
            throw new PageError("No client has this client_id.");
        }
        String redirectUri = parameters.get("redirect_uri");
        if (redirectUri == null || !RedirectUris.allow(client.redirectUris(), redirectUri)) {
            throw new PageError("This redirect_uri is not registered for the client.");
        }
        AuthorizationResponse response = new AuthorizationResponse(state, redirectUri, parameters.get("state"));
        try {
            return validRequest.apply(AuthorizationRequest.read(client, redirectUri, parameters), response);
        } catch (OAuthError e) {
            return response.error(e);
        }
    }

    /** The session of the browser that sent this request, or null. */
    BrowserSessions.@Nullable Session session(Request request) {
        return state.sessions.find(request.cookie(cookieName()));
    }

    /** Sends the browser back with a code for this session. */
    Reply grant(AuthorizationRequest request, AuthorizationResponse response, BrowserSessions.Session session) {
        Grant grant = new Grant(
                Secrets.random(),
                request.client().clientId(),
                session.user(),
                request.scopes(),
                request.nonce(),
                session.authTime(),
                session.sid());
        IssuedCode code = state.tokens.newCode(grant, request.redirectUri(), request.codeChallenge());
        return response.code(code.value());
    }

    /** The header that makes the browser remember a session; cookies do not know ports, so the name has it. */
    String cookie(BrowserSessions.Session session) {
        return cookieName() + "=" + session.cookie() + "; Path=/; HttpOnly; SameSite=Lax";
    }

    private String cookieName() {
        return "test-provider-" + state.port();
    }
}
