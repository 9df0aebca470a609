package dev.latchkey.testing;

import dev.latchkey.testing.wire.Answer;
import dev.latchkey.testing.wire.Parameters;
import dev.latchkey.testing.wire.Reply;
import dev.latchkey.testing.wire.Request;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** What the authorization endpoint and the sign-in page have in common. */
final class Authorizations {
    private final ProviderState state;
    private final FrontChannel frontChannel;
    private final RequestObjects requestObjects;

    Authorizations(ProviderState state) {
        this.state = state;
        this.frontChannel = new FrontChannel(state);
        this.requestObjects = new RequestObjects(state);
    }

    /** Answers a valid request, and refuses any other: by redirect if that is safe, else with a page. */
    Answer answer(Parameters sent, BiFunction<AuthorizationRequest, AuthorizationResponse, Answer> validRequest) {
        RequestObjects.Effective effective = requestObjects.resolve(sent);
        Parameters parameters = effective.parameters();
        TestClient client = state.clients.find(parameters.get("client_id"));
        if (client == null) {
            throw new PageError("No client has this client_id.");
        }
        String redirectUri = parameters.get("redirect_uri");
        if (redirectUri == null || !RedirectUris.allow(client.redirectUris(), redirectUri)) {
            throw new PageError("This redirect_uri is not registered for the client.");
        }
        AuthorizationResponse response =
                new AuthorizationResponse(state, redirectUri, parameters.get("state"), ResponseMode.of(parameters));
        try {
            effective.check();
            return validRequest.apply(AuthorizationRequest.read(client, redirectUri, parameters), response);
        } catch (OAuthError e) {
            return response.error(e);
        }
    }

    /** The session of the browser that sent this request, or null. */
    BrowserSessions.@Nullable Session session(Request request) {
        return state.sessions.find(request.cookie(cookieName()));
    }

    /** Whether this session's user is the one that the request is about, if it is about anyone. */
    boolean isHinted(AuthorizationRequest request, TestUser user) {
        String hinted = request.hintedSubject();
        return hinted == null || hinted.equals(user.subject()) || state.is(Misbehaviour.HINTED_SUBJECT_IGNORED);
    }

    /** Sends the browser back with what the response type has for this session. */
    Reply grant(AuthorizationRequest request, AuthorizationResponse response, BrowserSessions.Session session) {
        Grant grant = new Grant(
                Secrets.random(),
                request.client().clientId(),
                state.users.named(session.user().subject()),
                request.scopes(),
                request.nonce(),
                session.authTime(),
                session.sid(),
                request.asked());
        state.sessions.visit(session, grant.clientId());
        List<Map.Entry<String, String>> parameters = frontChannel.issue(request, grant);
        parameters.add(Map.entry(
                "session_state", SessionState.of(grant.clientId(), request.redirectUri(), session.browserState())));
        return response.success(parameters);
    }

    /**
     * The headers that make the browser remember a session; cookies do not know ports, so the name has it. The state is
     * for the page that watches the session, in frames of other sites.
     */
    String cookies(BrowserSessions.Session session) {
        return cookieName() + "=" + session.cookie() + "; Path=/; HttpOnly; SameSite=Lax\n"
                + SessionState.cookieName(state.port()) + "=" + session.browserState()
                + "; Path=/; Secure; SameSite=None";
    }

    /** The header that makes the browser forget the state of the session. */
    String deletion() {
        return SessionState.cookieName(state.port()) + "=; Path=/; Max-Age=0; Secure; SameSite=None";
    }

    private String cookieName() {
        return "test-provider-" + state.port();
    }
}
