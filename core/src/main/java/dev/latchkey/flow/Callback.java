package dev.latchkey.flow;

import dev.latchkey.app.Decision.Answer;
import dev.latchkey.app.IdentityChange;
import dev.latchkey.authorization.AuthorizationResponse;
import dev.latchkey.authorization.FrontChannel;
import dev.latchkey.authorization.PendingLogin;
import dev.latchkey.authorization.PendingLogins;
import dev.latchkey.authorization.ReturnTo;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.Misconfigured;
import dev.latchkey.failure.OidcException;
import dev.latchkey.failure.ProtocolViolation;
import dev.latchkey.failure.StoreUnavailable;
import dev.latchkey.http.SetCookie;
import dev.latchkey.http.WebRequest;
import dev.latchkey.http.WebResponse;
import dev.latchkey.provider.NamedProvider;
import dev.latchkey.provider.NamedProvider.Relationship;
import dev.latchkey.session.Session;
import dev.latchkey.token.Expected;
import dev.latchkey.token.IdTokenVerifier;
import dev.latchkey.token.TokenClient;
import dev.latchkey.token.TokenResponse;
import dev.latchkey.token.UserClaims;
import dev.latchkey.token.UserInfoClient;
import dev.latchkey.token.VerifiedFrontChannel;
import dev.latchkey.token.VerifiedIdToken;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The browser comes back from the provider: the login ends in a session, or in a page that says why not. */
public final class Callback {
    /** The browser brought something that belongs to no login under way. */
    private static final Set<FailureReason> STRAY =
            Set.of(FailureReason.STATE_MISSING, FailureReason.STATE_EXPIRED, FailureReason.STATE_USED);

    /** So it did if no login of this browser has the state; else the answer to a login is not what it should be. */
    private static final Set<FailureReason> STRAY_WITHOUT_LOGIN =
            Set.of(FailureReason.STATE_UNKNOWN, FailureReason.RESPONSE_MODE_MISMATCH);

    private final Providers providers;
    private final Addresses addresses;
    private final URI redirectUri;
    private final PendingLogins pendingLogins;
    private final TokenClient tokenClient;
    private final UserInfoClient userInfoClient;
    private final UserClaims userClaims;
    private final Admission admission;
    private final CurrentSession currentSession;
    private final SilentCheck check;
    private final LoopGuard loopGuard;
    private final Failures failures;
    private final Duration clockSkew;
    private final InstantSource clock;

    Callback(
            Providers providers,
            Addresses addresses,
            PendingLogins pendingLogins,
            TokenClient tokenClient,
            UserInfoClient userInfoClient,
            UserClaims userClaims,
            Admission admission,
            CurrentSession currentSession,
            SilentCheck check,
            LoopGuard loopGuard,
            Failures failures,
            Duration clockSkew,
            InstantSource clock) {
        this.providers = providers;
        this.addresses = addresses;
        this.redirectUri = addresses.redirectUri();
        this.pendingLogins = pendingLogins;
        this.tokenClient = tokenClient;
        this.userInfoClient = userInfoClient;
        this.userClaims = userClaims;
        this.admission = admission;
        this.currentSession = currentSession;
        this.check = check;
        this.loopGuard = loopGuard;
        this.failures = failures;
        this.clockSkew = clockSkew;
        this.clock = clock;
    }

    /** A request to the redirect URI. */
    public Answer handle(WebRequest request) {
        return answer(request, () -> AuthorizationResponse.atRedirectUri(request));
    }

    /** A request of the page that relays fragments. */
    public Answer handleRelayed(WebRequest request) {
        return answer(
                request,
                () -> AuthorizationResponse.relayed(request, addresses.baseUrl().origin()));
    }

    private Answer answer(WebRequest request, Supplier<AuthorizationResponse> reading) {
        String state = null;
        try {
            AuthorizationResponse response = reading.get();
            state = response.stateOrNull();
            return finish(request, response);
        } catch (OidcException e) {
            return fail(request, state, e);
        } catch (RuntimeException e) {
            return fail(request, state, Misconfigured.unexpected("callback", e));
        }
    }

    /** The straight line: each step needs what the step before it verified. */
    private Answer finish(WebRequest request, AuthorizationResponse response) {
        Instant now = clock.instant();
        PendingLogin login = pendingLogins.takeOnce(request, response.state(), now);
        Relationship relationship = provider(login).relationship();
        FrontChannel front = response.verify(login, relationship, redirectUri);
        VerifiedFrontChannel verified = VerifiedFrontChannel.verify(front, inFront(relationship, login, front));
        TokenResponse tokens = tokenClient.redeem(verified, login, relationship, redirectUri);
        VerifiedIdToken idToken =
                IdTokenVerifier.verify(tokens.idToken(), atLogin(relationship, login, verified, tokens));
        Map<String, Object> userInfo =
                userInfoClient.claims(relationship, tokens.accessToken(), idToken.subject(), login.asked(relationship));
        Map<String, Object> claims = userClaims.of(relationship, idToken, userInfo);
        Session session = admission.admit(login, idToken, claims, tokens, verified.sessionState(), now);
        return login.purpose().isCheck()
                ? check.succeeds(request, login, session, now)
                : begin(request, login, session, now);
    }

    private Answer begin(WebRequest request, PendingLogin login, Session session, Instant now) {
        IdentityChange change = currentSession.changeTo(session, request);
        List<SetCookie> cookies = currentSession.begin(request, session, now);
        currentSession.endByKey(login.left().sessionKey(), now);
        return Responses.answer(
                WebResponse.redirect(addresses.baseUrl().resolve(login.returnTo()))
                        .cookies(cookies)
                        .cookie(loopGuard.loginSucceeds(request, login.left().starts(), now))
                        .cookie(pendingLogins.deletion(login.state())),
                change);
    }

    private NamedProvider provider(PendingLogin login) {
        NamedProvider provider = providers.find(login.provider());
        if (provider == null) {
            throw new ProtocolViolation(
                    FailureReason.STATE_UNKNOWN, "The login's provider is no longer configured: " + login.provider());
        }
        return provider;
    }

    private Expected inFront(Relationship relationship, PendingLogin login, FrontChannel front) {
        return Expected.inFront(relationship, login, front, clock.instant(), clockSkew);
    }

    private Expected atLogin(
            Relationship relationship, PendingLogin login, VerifiedFrontChannel front, TokenResponse tokens) {
        return Expected.atLogin(relationship, login, front, tokens, clock.instant(), clockSkew);
    }

    /** No session is touched; the pending login's cookie goes unless a store that was down is to blame; nobody is sent to the provider again. */
    private Answer fail(WebRequest request, @Nullable String state, OidcException failure) {
        PendingLogin login = state == null ? null : pendingLogins.find(request, state);
        String target = login == null ? ReturnTo.HOME : login.returnTo();
        if (login != null && login.purpose().isCheck() && !isStray(failure, login)) {
            return check.fails(request, login, failure);
        }
        WebResponse response = isStray(failure, login) && currentSession.find(request) != null
                ? WebResponse.redirect(addresses.baseUrl().resolve(target))
                : failures.answer(failure, request, signInUrl(failure, login, target));
        return Responses.answer(
                login == null || failure instanceof StoreUnavailable
                        ? response
                        : response.cookie(pendingLogins.deletion(login.state())));
    }

    /** Whoever is signed in is not bothered with it. */
    private static boolean isStray(OidcException failure, @Nullable PendingLogin login) {
        return STRAY.contains(failure.reason()) || (login == null && STRAY_WITHOUT_LOGIN.contains(failure.reason()));
    }

    /**
     * A login that asked for more is started by its target again, which knows what for; an ordinary link would not. Who was
     * refused by the application is asked for another account: the provider would name the same user again, unasked.
     */
    private URI signInUrl(OidcException failure, @Nullable PendingLogin login, String target) {
        if (failure.reason() == FailureReason.LOGIN_REFUSED && login != null) {
            return addresses.anotherAccountUrl(login.provider(), target);
        }
        return login != null && login.asksForMore()
                ? addresses.baseUrl().resolve(target)
                : addresses.loginUrl(login == null ? null : login.provider(), target);
    }
}
