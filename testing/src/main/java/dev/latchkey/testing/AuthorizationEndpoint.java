package dev.latchkey.testing;

import dev.latchkey.testing.wire.Answer;
import dev.latchkey.testing.wire.Reply;
import dev.latchkey.testing.wire.Request;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Where logins begin: silently for a user who is signed in, else with the sign-in page (OpenID Connect Core §3.1.2). */
final class AuthorizationEndpoint implements EndpointHandler {
    private final ProviderState state;
    private final Authorizations authorizations;

    AuthorizationEndpoint(ProviderState state, Authorizations authorizations) {
        this.state = state;
        this.authorizations = authorizations;
    }

    @Override
    public Answer answer(Request request) {
        return authorizations.answer(request.parameters(), (valid, response) -> {
            if (valid.prompts("none")) {
                SilentLies.refuse(state);
            }
            BrowserSessions.Session session = authorizations.session(request);
            if (session != null && isEnough(session, valid)) {
                return authorizations.grant(valid, response, session);
            }
            if (valid.prompts("none")) {
                throw new OAuthError("login_required", "The user is not signed in");
            }
            return Reply.html(200, SignInPage.html(state, valid, valid.parameters()));
        });
    }

    private boolean isEnough(BrowserSessions.Session session, AuthorizationRequest request) {
        boolean mustAsk = request.prompts("login") || request.prompts("select_account") || request.prompts("create");
        return !mustAsk && !isTooOld(session, request.maxAge()) && authorizations.isHinted(request, session.user());
    }

    private boolean isTooOld(BrowserSessions.Session session, @Nullable Long maxAge) {
        if (maxAge == null) {
            return false;
        }
        Duration age = Duration.between(session.authTime(), state.clock.now());
        return maxAge == 0 || age.compareTo(Duration.ofSeconds(maxAge)) > 0;
    }
}
