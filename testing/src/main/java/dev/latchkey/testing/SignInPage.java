package dev.latchkey.testing;

import static dev.latchkey.testing.html.Markup.escape;
import static java.util.stream.Collectors.joining;

import dev.latchkey.testing.wire.Parameters;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The page that asks who the user is. Its three forms carry the authorization request along. */
final class SignInPage {
    static final String USER = "username";
    static final String CANCEL = "cancel";

    private SignInPage() {}

    static String html(ProviderState state, AuthorizationRequest request, Parameters parameters) {
        String hidden = hidden(parameters);
        String users = state.users.all().stream()
                .map(user -> button(user, isHinted(user, request.loginHint())))
                .collect(joining());
        boolean hintIsKnown = state.users.all().stream().anyMatch(user -> isHinted(user, request.loginHint()));
        String typed = hintIsKnown || request.loginHint() == null ? "" : request.loginHint();
        String action = escape(state.address(Endpoint.SIGN_IN));
        return ProviderPage.html("Sign in", """
                <p>to continue to <strong>%s</strong></p>
                <form method="post" action="%s" class="users">%s%s</form>
                <p class="or"><span>or</span></p>
                <form method="post" action="%s" class="name">%s
                  <label for="username">User name</label>
                  <div class="row">
                    <input id="username" name="username" value="%s" autocomplete="off" autocapitalize="none"
                      spellcheck="false" placeholder="any name will do" required>
                    <button>Sign in</button>
                  </div>
                </form>
                <form method="post" action="%s">%s<button name="cancel" value="1" class="quiet">Cancel</button></form>
                """.formatted(
                        escape(request.client().displayName()),
                        action,
                        hidden,
                        users,
                        action,
                        hidden,
                        escape(typed),
                        action,
                        hidden));
    }

    private static String hidden(Parameters parameters) {
        return parameters.listWithout(Set.of(USER, CANCEL)).stream()
                .map(parameter -> "<input type=\"hidden\" name=\"%s\" value=\"%s\">"
                        .formatted(escape(parameter.getKey()), escape(parameter.getValue())))
                .collect(joining());
    }

    private static String button(TestUser user, boolean hinted) {
        String name = user.displayName();
        String mark = hinted ? " class=\"hinted\" autofocus" : "";
        return """
                <button name="username" value="%s"%s><span class="face" data-initial="%s"></span>\
                <span>Sign in as %s</span></button>
                """.formatted(escape(user.subject()), mark, escape(initial(name)), escape(name));
    }

    private static String initial(String name) {
        return name.isEmpty() ? "?" : name.substring(0, name.offsetByCodePoints(0, 1));
    }

    private static boolean isHinted(TestUser user, @Nullable String hint) {
        return hint != null
                && (hint.equals(user.subject())
                        || hint.equals(user.claims().get("email"))
                        || hint.equals(user.claims().get("preferred_username")));
    }
}
