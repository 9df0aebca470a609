package dev.latchkey.flow;

import dev.latchkey.app.Access;
import dev.latchkey.app.ActiveSessions;
import dev.latchkey.app.Decision;
import dev.latchkey.app.Decision.Answer;
import dev.latchkey.app.Decision.Proceed;
import dev.latchkey.app.LoginRequest;
import dev.latchkey.app.LogoutRequest;
import dev.latchkey.app.SessionInfo;
import dev.latchkey.app.SignedInUser;
import dev.latchkey.config.ProviderMetadata;
import dev.latchkey.failure.Misconfigured;
import dev.latchkey.failure.StoreUnavailable;
import dev.latchkey.http.SetCookie;
import dev.latchkey.http.WebRequest;
import dev.latchkey.session.RolesClaim;
import dev.latchkey.session.Session;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which file of this package answers a request: our own endpoints by their path, everything else by its access. */
public final class Endpoints {
    private static final String PRIVATE = "private, no-cache";

    private final Addresses addresses;
    private final Providers providers;
    private final ApiDoor api;
    private final Login login;
    private final @Nullable ThirdPartyLogin thirdPartyLogin;
    private final FragmentRelay fragmentRelay;
    private final Callback callback;
    private final Published published;
    private final Logout logout;
    private final SignOutElsewhere signOutElsewhere;
    private final SilentCheck check;
    private final SessionPage sessionPage;
    private final CurrentSession currentSession;
    private final RolesClaim rolesClaim;
    private final StoreTrouble storeTrouble;
    private final @Nullable ActiveSessions activeSessions;
    private final InstantSource clock;

    Endpoints(
            Addresses addresses,
            Providers providers,
            ApiDoor api,
            Login login,
            @Nullable ThirdPartyLogin thirdPartyLogin,
            FragmentRelay fragmentRelay,
            Callback callback,
            Published published,
            Logout logout,
            SignOutElsewhere signOutElsewhere,
            SilentCheck check,
            SessionPage sessionPage,
            CurrentSession currentSession,
            RolesClaim rolesClaim,
            StoreTrouble storeTrouble,
            @Nullable ActiveSessions activeSessions,
            InstantSource clock) {
        this.addresses = addresses;
        this.providers = providers;
        this.api = api;
        this.login = login;
        this.thirdPartyLogin = thirdPartyLogin;
        this.fragmentRelay = fragmentRelay;
        this.callback = callback;
        this.published = published;
        this.logout = logout;
        this.signOutElsewhere = signOutElsewhere;
        this.check = check;
        this.sessionPage = sessionPage;
        this.currentSession = currentSession;
        this.rolesClaim = rolesClaim;
        this.storeTrouble = storeTrouble;
        this.activeSessions = activeSessions;
        this.clock = clock;
    }

    /** Where our own endpoints are. */
    public Addresses addresses() {
        return addresses;
    }

    /** The application as an API, and as a caller of others'. */
    public ApiDoor api() {
        return api;
    }

    /** Checks that an access names no unknown provider, and that somebody's access tokens are taken if it asks for them. */
    public void check(Access access) {
        if (access instanceof Access.SignedIn signedIn && signedIn.provider() != null) {
            providers.requireKnown(signedIn.provider());
        } else if (access instanceof Access.Bearer || access instanceof Access.SignedInOrBearer) {
            api.bearer().requireIssuers();
        }
    }

    /** What to do with a request. */
    public Decision decide(WebRequest request, Access access) {
        try {
            return decided(request, access);
        } catch (StoreUnavailable e) {
            return storeTrouble.answer(request, e);
        }
    }

    private Decision decided(WebRequest request, Access access) {
        String path = addresses.path(request);
        if (path.equals(addresses.redirectPath())) {
            return fragmentRelay.isDue(request) ? fragmentRelay.page() : callback.handle(request);
        } else if (path.equals(addresses.loginPath())) {
            return login.handle(request);
        } else if (path.equals(addresses.logoutPath())) {
            return logout.handle(request);
        } else if (path.equals(addresses.loggedOutPath())) {
            return logout.handleReturn(request);
        }
        Answer answer = belowRedirectUri(request, path);
        if (answer != null) {
            return answer;
        }
        return RequestKind.isPreflight(request) ? new Proceed(null, null, List.of()) : byAccess(request, access);
    }

    /** What is there for providers beside the redirect URI, as far as the settings need it; null: nothing of ours. */
    private @Nullable Answer belowRedirectUri(WebRequest request, String path) {
        if (api.metadata() != null && api.metadata().isAt(path)) {
            return RequestKind.isPreflight(request) ? null : api.metadata().answer(request);
        } else if (!addresses.isBelowRedirectUri(path)) {
            return null;
        } else if (path.equals(addresses.fragmentPath()) && providers.anyAnswersInFragments()) {
            return callback.handleRelayed(request);
        } else if (path.equals(addresses.initiateLoginPath()) && thirdPartyLogin != null) {
            return thirdPartyLogin.handle(request);
        } else if (path.equals(addresses.jwksPath())) {
            return published.keys(request);
        } else if (path.startsWith(addresses.requestObjectPath() + "/") && providers.anyFetchesRequests()) {
            return published.requestObject(
                    request, path.substring(addresses.requestObjectPath().length() + 1));
        } else if (path.equals(addresses.sessionPath())) {
            return sessionPage.page(request);
        } else if (path.equals(addresses.sessionCheckPath()) && sessionPage.isOpen()) {
            return check.handle(request);
        }
        return signOutElsewhere.handle(request, path);
    }

    /** A sign-out that the application starts itself. */
    public Answer logout(WebRequest request, LogoutRequest wanted) {
        try {
            return logout.start(request, wanted);
        } catch (StoreUnavailable e) {
            return storeTrouble.answer(request, e);
        }
    }

    /** What a page needs to watch the session at the provider; null if nobody is signed in, or provider or store are down. */
    public @Nullable SessionInfo sessionInfo(WebRequest request) {
        try {
            return sessionPage.info(request);
        } catch (StoreUnavailable e) {
            storeTrouble.warn(e);
            return null;
        }
    }

    /** A login that the application starts itself. */
    public Answer login(WebRequest request, LoginRequest wanted) {
        return login.start(request, wanted);
    }

    /** The user, after the refresh token was used. */
    public SignedInUser refresh(WebRequest request) {
        return currentSession.refreshNow(request).user(rolesClaim);
    }

    /** The sessions of all users. */
    public ActiveSessions activeSessions() {
        if (activeSessions == null) {
            throw Misconfigured.setting(
                    "sessions",
                    "names a store that knows no session but by its browser",
                    "a RevocableSessionStore, such as SessionStore.inMemory()");
        }
        return activeSessions;
    }

    /** A provider's metadata, after its keys were read. */
    public ProviderMetadata discover(String provider) {
        return providers.require(provider).discovered();
    }

    /** The client id at a provider. */
    public String register(String provider) {
        return providers.require(provider).relationship().client().clientId();
    }

    private Decision byAccess(WebRequest request, Access access) {
        check(access);
        if (access instanceof Access.Bearer bearer) {
            return api.bearer().handle(request, bearer.requirements());
        } else if (access instanceof Access.SignedInOrBearer either) {
            return BearerToken.isSent(request)
                    ? api.bearer().handle(request, either.requirements())
                    : signedIn(request, null, either);
        } else if (access instanceof Access.SignedIn signedIn) {
            return signedIn(request, signedIn.provider(), signedIn);
        }
        return anyone(request);
    }

    /** A page for everybody may still greet the user; its images and styles do not. It needs no store to be seen. */
    private Proceed anyone(WebRequest request) {
        try {
            Session session = currentSession.findFresh(request);
            return session == null
                    ? new Proceed(null, null, List.of())
                    : proceed(
                            request,
                            session,
                            session.user(rolesClaim),
                            RequestKind.countsAsUse(request) ? PRIVATE : null);
        } catch (StoreUnavailable e) {
            storeTrouble.warn(e);
            return new Proceed(null, null, List.of());
        }
    }

    private Decision signedIn(WebRequest request, @Nullable String provider, Access.Restricted access) {
        Session session = currentSession.findFresh(request);
        if (session == null || !(provider == null || provider.equals(session.provider()))) {
            Answer answer = login.require(request, provider);
            return access instanceof Access.SignedInOrBearer ? takingTokens(answer) : answer;
        }
        Answer recheck = check.ifDue(request, session);
        if (recheck != null) {
            return recheck;
        }
        SignedInUser user = session.user(rolesClaim);
        return Requirements.areMet(access.requirements(), user)
                ? proceed(request, session, user, PRIVATE)
                : Forbidden.answer(
                        request,
                        addresses.baseUrl().resolve("/"),
                        addresses.baseUrl().resolve(addresses.logoutPath()));
    }

    /** A 401 names both ways in. */
    private Answer takingTokens(Answer answer) {
        String challenge = answer.response().headers().get("WWW-Authenticate");
        return challenge == null
                ? answer
                : new Answer(
                        answer.response()
                                .header("WWW-Authenticate", api.bearer().challenge() + ", " + challenge),
                        answer.change());
    }

    private Proceed proceed(WebRequest request, Session session, SignedInUser user, @Nullable String cacheControl) {
        return new Proceed(user, cacheControl, RequestKind.countsAsUse(request) ? used(request, session) : List.of());
    }

    /** The cookies that go with it that the session is in use. */
    private List<SetCookie> used(WebRequest request, Session session) {
        Instant now = clock.instant();
        List<SetCookie> noted = noted(request, session, now);
        List<SetCookie> forgotten = currentSession.forgetMark(request, session, now);
        if (noted.isEmpty() || forgotten.isEmpty()) {
            return noted.isEmpty() ? forgotten : noted;
        }
        return Stream.concat(noted.stream(), forgotten.stream()).toList();
    }

    /** Nobody is turned away because a store that can be read cannot be written. */
    private List<SetCookie> noted(WebRequest request, Session session, Instant now) {
        try {
            return currentSession.note(request, session, now);
        } catch (StoreUnavailable e) {
            storeTrouble.warn(e);
            return List.of();
        }
    }
}
