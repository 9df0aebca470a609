package dev.latchkey.testing;

import dev.latchkey.testing.wire.Answer;
import dev.latchkey.testing.wire.Parameters;
import dev.latchkey.testing.wire.Reply;
import dev.latchkey.testing.wire.Request;

/** What the sign-in page sends: the authorization request again, with a user or with the wish to cancel. */
final class SignInEndpoint implements EndpointHandler {
    private final ProviderState state;
    private final Authorizations authorizations;

    SignInEndpoint(ProviderState state, Authorizations authorizations) {
        this.state = state;
        this.authorizations = authorizations;
    }

    @Override
    public Answer answer(Request request) {
        if (!request.method().equals("POST")) {
            throw new PageError("The sign-in page is shown by the authorization endpoint only.");
        }
        Parameters parameters = request.parameters();
        String user = parameters.get(SignInPage.USER, "").strip();
        return authorizations.answer(parameters, (valid, response) -> {
            if (parameters.get(SignInPage.CANCEL) != null) {
                throw new OAuthError("access_denied", "The user cancelled the sign-in");
            }
            if (user.isEmpty()) {
                return Reply.html(200, SignInPage.html(state, valid, parameters));
            }
            TestUser named = state.users.named(user);
            if (!authorizations.isHinted(valid, named)) {
                throw new OAuthError("login_required", "Another user signed in than the one asked for");
            }
            BrowserSessions.Session session =
                    state.sessions.signIn(named, state.clock.now(), authorizations.session(request));
            return authorizations.grant(valid, response, session).with("Set-Cookie", authorizations.cookies(session));
        });
    }
}
