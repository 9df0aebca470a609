package dev.latchkey.flow;

import dev.latchkey.app.Decision.Answer;
import dev.latchkey.app.IdentityChange;
import dev.latchkey.cookie.Cookies;
import dev.latchkey.failure.OidcException;
import dev.latchkey.http.SetCookie;
import dev.latchkey.http.WebRequest;
import dev.latchkey.http.WebResponse;
import dev.latchkey.internal.Form;
import dev.latchkey.internal.Hashes;
import dev.latchkey.internal.Html;
import dev.latchkey.internal.Json;
import dev.latchkey.internal.RandomBytes;
import dev.latchkey.logout.EndSessionRequest;
import dev.latchkey.provider.NamedProvider;
import dev.latchkey.session.Session;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The user leaves: the local session ends first and always, then the provider's. */
public final class Logout {
    private static final Logger LOG = LoggerFactory.getLogger("dev.latchkey");
    private static final Duration STATE_LIFETIME = Duration.ofMinutes(10);

    private final Providers providers;
    private final Addresses addresses;
    private final CurrentSession currentSession;
    private final Cookies cookies;

    Logout(Providers providers, Addresses addresses, CurrentSession currentSession, Cookies cookies) {
        this.providers = providers;
        this.addresses = addresses;
        this.currentSession = currentSession;
        this.cookies = cookies;
    }

    /**
     * A request to the logout endpoint. Only the user's own click signs out: a link of another site leads to a question,
     * an image or a prefetch to nothing. It works without a session, too: the provider may still have one.
     */
    public Answer handle(WebRequest request) {
        Session session = currentSession.find(request);
        if (!isTheUsersOwn(request)) {
            return Responses.answer(session == null ? WebResponse.redirect(afterLogout()) : confirmation());
        }
        List<SetCookie> ended = currentSession.end(request);
        String state = RandomBytes.base64Url256();
        URI atProvider = endSessionUrl(session, state);
        return Responses.answer(
                goTo(request, atProvider == null ? afterLogout() : atProvider)
                        .cookies(ended)
                        .cookies(atProvider == null ? List.of() : List.of(stateCookie(state))),
                IdentityChange.SIGNED_OUT);
    }

    private boolean isTheUsersOwn(WebRequest request) {
        boolean isClick = request.method().equals("POST") || RequestKind.of(request) == RequestKind.NAVIGATION;
        return isClick
                && RequestKind.isFromThisOrigin(request, addresses.baseUrl().origin());
    }

    /** The provider sends the browser back. Another state or none changes nothing: the user is signed out already. */
    public Answer handleReturn(WebRequest request) {
        String state = Form.parse(request.query()).get("state");
        String name = cookies.name("o");
        boolean isExpected = state != null
                && Cookies.values(request, name).stream().anyMatch(s -> Hashes.equalInConstantTime(s, state));
        if (!isExpected) {
            LOG.info("A browser came back from sign-out with another state than it left with, or with none.");
        }
        WebResponse home = WebResponse.redirect(afterLogout());
        return Responses.answer(Cookies.values(request, name).isEmpty() ? home : home.cookie(cookies.delete(name)));
    }

    private @Nullable URI endSessionUrl(@Nullable Session session, String state) {
        try {
            NamedProvider provider = session == null ? providers.only() : providers.find(session.provider());
            String idToken = session == null ? null : session.idToken();
            return provider == null
                    ? null
                    : EndSessionRequest.url(provider.relationship(), idToken, addresses.postLogoutRedirectUri(), state);
        } catch (OidcException e) {
            LOG.warn(
                    "Signed out here but not at the provider: {} {}", e.reason().code(), e.getMessage());
            return null;
        } catch (RuntimeException e) {
            LOG.warn("Signed out here but not at the provider.", e);
            return null;
        }
    }

    private SetCookie stateCookie(String state) {
        return cookies.set(cookies.name("o"), state, STATE_LIFETIME);
    }

    private URI afterLogout() {
        return addresses.baseUrl().resolve(addresses.afterLogout());
    }

    /** A script cannot follow a redirect to the provider; it is told where to send the browser. */
    private static WebResponse goTo(WebRequest request, URI location) {
        return RequestKind.of(request) == RequestKind.OTHER
                ? WebResponse.json(200, Json.write(Map.of("location", location.toString())))
                : WebResponse.redirect(location);
    }

    private WebResponse confirmation() {
        String form = """
                <form method="post" action="%s">
                <div class="actions">
                <button class="button primary">Sign out</button>
                %s
                </div>
                </form>
                """.formatted(
                Html.escape(addresses.baseUrl().resolve(addresses.logoutPath()).toString()),
                Pages.link(addresses.baseUrl().resolve("/").toString(), "Stay signed in"));
        // With no-referrer, browsers without Fetch metadata would post the form with "Origin: null".
        return Pages.page(200, "Sign out?", Pages.paragraph("Do you want to sign out of this application?") + form)
                .header("Referrer-Policy", "same-origin");
    }
}
