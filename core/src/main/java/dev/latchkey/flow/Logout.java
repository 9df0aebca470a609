package dev.latchkey.flow;

import dev.latchkey.app.Decision.Answer;
import dev.latchkey.app.IdentityChange;
import dev.latchkey.app.LogoutRequest;
import dev.latchkey.authorization.PostedForm;
import dev.latchkey.authorization.ReturnTo;
import dev.latchkey.failure.Misconfigured;
import dev.latchkey.failure.OidcException;
import dev.latchkey.http.SetCookie;
import dev.latchkey.http.WebRequest;
import dev.latchkey.http.WebResponse;
import dev.latchkey.internal.Form;
import dev.latchkey.internal.Html;
import dev.latchkey.internal.Json;
import dev.latchkey.internal.RandomBytes;
import dev.latchkey.logout.EndSessionRequest;
import dev.latchkey.provider.NamedProvider;
import dev.latchkey.provider.NamedProvider.Relationship;
import dev.latchkey.session.Session;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The user leaves: the local session ends first and always, then the provider's. */
public final class Logout {
    private static final Logger LOG = LoggerFactory.getLogger("dev.latchkey");
    private static final String RETURN_TO = "return_to";
    private static final int MAX_BODY = 8 * 1024;

    private final Providers providers;
    private final Addresses addresses;
    private final CurrentSession currentSession;
    private final @Nullable Revocation revocation;
    private final ReturnFromLogout returns;

    /**
     * Puts the parts together.
     *
     * @param revocation takes back tokens; null: they are kept
     * @param returns what the browser takes along to find its way back
     */
    Logout(
            Providers providers,
            Addresses addresses,
            CurrentSession currentSession,
            @Nullable Revocation revocation,
            ReturnFromLogout returns) {
        this.providers = providers;
        this.addresses = addresses;
        this.currentSession = currentSession;
        this.revocation = revocation;
        this.returns = returns;
    }

    /**
     * A request to the logout endpoint; {@code return_to} says where to go then. Only the user's own click signs out: a link
     * of another site leads to a question, an image or a prefetch to nothing. It works without a session, too: the provider
     * may still have one.
     */
    Answer handle(WebRequest request) {
        return start(request, LogoutRequest.to(wantedTarget(request)));
    }

    /**
     * A sign-out that the application starts itself; it, too, has to be the user's own click.
     *
     * @throws Misconfigured if it names a provider that is not configured
     */
    Answer start(WebRequest request, LogoutRequest wanted) {
        if (wanted.provider() != null) {
            providers.requireKnown(wanted.provider());
        }
        Session session = currentSession.find(request);
        String target = addresses.inApplication(ReturnTo.orHome(wanted.returnTo()));
        if (!isTheUsersOwn(request)) {
            return Responses.answer(session == null ? WebResponse.redirect(url(target)) : confirmation(target));
        }
        List<SetCookie> ended = currentSession.end(request);
        String state = RandomBytes.base64Url256();
        URI atProvider = atProvider(session, wanted, state);
        return Responses.answer(
                goTo(request, atProvider == null ? url(target) : atProvider)
                        .cookies(ended)
                        .cookies(atProvider == null ? List.of() : List.of(returns.cookie(state, target))),
                IdentityChange.SIGNED_OUT);
    }

    private String wantedTarget(WebRequest request) {
        String target = Form.parse(request.query()).get(RETURN_TO);
        try {
            Form form = PostedForm.of(request, MAX_BODY);
            return form != null && form.get(RETURN_TO) != null
                    ? String.valueOf(form.get(RETURN_TO))
                    : Objects.requireNonNullElse(target, addresses.afterLogout());
        } catch (IOException e) {
            return addresses.afterLogout();
        }
    }

    private boolean isTheUsersOwn(WebRequest request) {
        boolean isClick = request.method().equals("POST") || RequestKind.of(request) == RequestKind.NAVIGATION;
        return isClick
                && RequestKind.isFromThisOrigin(request, addresses.baseUrl().origin());
    }

    /** The provider sends the browser back. Another state or none changes nothing: the user is signed out already. */
    Answer handleReturn(WebRequest request) {
        String state = Form.parse(request.query()).get("state");
        ReturnFromLogout.Expected expected = returns.expected(request);
        if (expected == null || !expected.state().equals(state)) {
            LOG.info("A browser came back from sign-out with another state than it left with, or with none.");
        }
        String target = expected == null || (state != null && !expected.state().equals(state))
                ? addresses.afterLogout()
                : expected.target();
        return Responses.answer(WebResponse.redirect(url(target)).cookies(returns.deletion(request)));
    }

    /** Where the provider signs the user out, after the tokens were taken back; null if it does not. */
    private @Nullable URI atProvider(@Nullable Session session, LogoutRequest wanted, String state) {
        try {
            NamedProvider provider = session != null
                    ? providers.find(session.provider())
                    : wanted.provider() == null ? providers.only() : providers.find(wanted.provider());
            if (provider == null) {
                return null;
            }
            Relationship relationship = provider.relationship();
            if (session != null && revocation != null) {
                revocation.of(session, relationship);
            }
            String idToken = session == null ? null : session.idToken();
            return EndSessionRequest.url(relationship, wanted, idToken, addresses.postLogoutRedirectUri(), state);
        } catch (OidcException e) {
            LOG.warn(
                    "Signed out here but not at the provider: {} {}", e.reason().code(), e.getMessage());
            return null;
        } catch (RuntimeException e) {
            LOG.warn("Signed out here but not at the provider.", e);
            return null;
        }
    }

    private URI url(String target) {
        return addresses.baseUrl().resolve(target);
    }

    /** A script cannot follow a redirect to the provider; it is told where to send the browser. */
    private static WebResponse goTo(WebRequest request, URI location) {
        return RequestKind.of(request) == RequestKind.OTHER
                ? WebResponse.json(200, Json.write(Map.of("location", location.toString())))
                : WebResponse.redirect(location);
    }

    private WebResponse confirmation(String target) {
        String form = """
                <form method="post" action="%s">
                <input type="hidden" name="return_to" value="%s">
                <div class="actions">
                <button class="button primary">Sign out</button>
                %s
                </div>
                </form>
                """.formatted(
                        Html.escape(url(addresses.logoutPath()).toString()),
                        Html.escape(target),
                        Pages.link(url("/").toString(), "Stay signed in"));
        // With no-referrer, browsers without Fetch metadata would post the form with "Origin: null".
        return Pages.page(200, "Sign out?", Pages.paragraph("Do you want to sign out of this application?") + form)
                .header("Referrer-Policy", "same-origin");
    }
}
