package dev.latchkey.flow;

import dev.latchkey.app.Decision.Answer;
import dev.latchkey.app.IdentityChange;
import dev.latchkey.authorization.PendingLogin;
import dev.latchkey.authorization.PendingLogins;
import dev.latchkey.authorization.Purpose;
import dev.latchkey.authorization.ReturnTo;
import dev.latchkey.config.LoginParameters;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.LoginRejected;
import dev.latchkey.failure.Misconfigured;
import dev.latchkey.failure.OidcException;
import dev.latchkey.failure.ProviderUnavailable;
import dev.latchkey.http.SetCookie;
import dev.latchkey.http.WebRequest;
import dev.latchkey.http.WebResponse;
import dev.latchkey.internal.Form;
import dev.latchkey.internal.Jws;
import dev.latchkey.provider.NamedProvider;
import dev.latchkey.session.Session;
import dev.latchkey.session.SessionPolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Is the user still signed in at the provider? The browser goes there and comes back, and the user sees nothing of it
 * (OpenID Connect Core §3.1.2.1, {@code prompt=none}); no frame, no third-party cookie is needed. A clear no ends the
 * session here; what is no answer ends nothing.
 */
final class SilentCheck {
    private static final Logger LOG = LoggerFactory.getLogger("dev.latchkey");
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int MAX_HINT = 3000;

    /** The provider would have to ask the user something (OpenID Connect Core §3.1.2.6). */
    private static final Set<String> SIGNED_OUT_THERE =
            Set.of("login_required", "interaction_required", "consent_required", "account_selection_required");

    /** It is not the login that this session rests on. */
    private static final Set<FailureReason> ANOTHER_LOGIN = Set.of(
            FailureReason.ESSENTIAL_CLAIM_MISSING,
            FailureReason.ACR_NOT_MET,
            FailureReason.ID_TOKEN_SUBJECT,
            FailureReason.LOGIN_REFUSED,
            FailureReason.ENDED_AT_PROVIDER);

    private final Providers providers;
    private final Addresses addresses;
    private final Login login;
    private final PendingLogins pendingLogins;
    private final CurrentSession currentSession;
    private final LoopGuard loopGuard;
    private final SessionPolicy policy;
    private final @Nullable Duration interval;
    private final InstantSource clock;
    private final Map<String, Instant> pausedUntil = new ConcurrentHashMap<>();

    /**
     * Puts the parts together.
     *
     * @param interval how long an answer of the provider counts; null: for ever
     */
    SilentCheck(
            Providers providers,
            Addresses addresses,
            Login login,
            PendingLogins pendingLogins,
            CurrentSession currentSession,
            LoopGuard loopGuard,
            SessionPolicy policy,
            @Nullable Duration interval,
            InstantSource clock) {
        this.providers = providers;
        this.addresses = addresses;
        this.login = login;
        this.pendingLogins = pendingLogins;
        this.currentSession = currentSession;
        this.loopGuard = loopGuard;
        this.policy = policy;
        this.interval = interval;
        this.clock = clock;
    }

    /** A redirect to the provider, if it is time for that, a person opens a page, and the provider can be asked; else null. */
    @Nullable
    Answer ifDue(WebRequest request, Session session) {
        boolean isDue = interval != null
                && !clock.instant().isBefore(session.checkedAt().plus(interval))
                && RequestKind.of(request) == RequestKind.NAVIGATION
                && addresses.isUnderOwnHost(request);
        return isDue ? start(request, session, Purpose.RECHECK, addresses.target(request)) : null;
    }

    /** The page that watches the session at the provider says that something changed there (Session Management §3.1). */
    Answer handle(WebRequest request) {
        String returnTo = addresses.inApplication(
                ReturnTo.orHome(Form.parse(request.query()).get("return_to")));
        Session session = currentSession.find(request);
        boolean isOfOurPage = RequestKind.of(request) == RequestKind.NAVIGATION
                && RequestKind.isFromThisOrigin(request, addresses.baseUrl().origin());
        Answer started = session == null || !isOfOurPage ? null : start(request, session, Purpose.CHANGE, returnTo);
        return started == null ? goTo(returnTo) : started;
    }

    private @Nullable Answer start(WebRequest request, Session session, Purpose purpose, String returnTo) {
        if (clock.instant().isBefore(pausedUntil.getOrDefault(session.provider(), Instant.MIN))) {
            return null;
        }
        try {
            NamedProvider provider = providers.require(session.provider());
            return login.redirect(request, provider, purpose, returnTo, silently(session));
        } catch (OidcException e) {
            return notStarted(session, e);
        } catch (RuntimeException e) {
            return notStarted(session, Misconfigured.unexpected("silent check", e));
        }
    }

    /** Only the provider's own trouble concerns everybody; a loop is one browser's. */
    private @Nullable Answer notStarted(Session session, OidcException failure) {
        log(failure);
        if (failure instanceof ProviderUnavailable) {
            pausedUntil.put(session.provider(), clock.instant().plus(PAUSE));
        }
        return null;
    }

    private static LoginParameters silently(Session session) {
        LoginParameters silently = LoginParameters.none().prompt("none");
        String idToken = session.idToken();
        return idToken == null || idToken.length() > MAX_HINT || Jws.dots(idToken) != 2
                ? silently
                : silently.idTokenHint(idToken);
    }

    /**
     * The provider says that a user is signed in there.
     *
     * @param learnt what a session would be that began now
     */
    Answer succeeds(WebRequest request, PendingLogin asked, Session learnt, Instant now) {
        Session current = concerned(request, asked);
        if (current == null) {
            return done(asked, goTo(asked.returnTo()));
        }
        if (!current.isOfSameUserAs(learnt)) {
            return ended(request, asked);
        }
        Session renewed = current.rechecked(learnt, policy);
        List<SetCookie> cookies = renewed.hasIdOf(current)
                ? currentSession.change(request, current, session -> session.rechecked(learnt, policy))
                : currentSession.begin(request, renewed, now);
        WebResponse response = WebResponse.redirect(addresses.baseUrl().resolve(asked.returnTo()))
                .cookies(cookies)
                .cookie(loopGuard.loginSucceeds(request, asked.left().starts(), now));
        return done(asked, Responses.answer(response));
    }

    /** The provider says no, or nothing that could be understood. */
    Answer fails(WebRequest request, PendingLogin asked, OidcException failure) {
        Session current = concerned(request, asked);
        if (current == null) {
            return done(asked, goTo(asked.returnTo()));
        }
        if (isNo(failure)) {
            return ended(request, asked);
        }
        log(failure);
        List<SetCookie> cookies = currentSession.change(request, current, session -> session.checked(clock.instant()));
        WebResponse response = WebResponse.redirect(addresses.baseUrl().resolve(asked.returnTo()))
                .cookies(cookies);
        return done(asked, Responses.answer(response));
    }

    private static boolean isNo(OidcException failure) {
        boolean isSignedOut = failure.reason() == FailureReason.AUTHORIZATION_ERROR
                && failure instanceof LoginRejected rejected
                && SIGNED_OUT_THERE.contains(rejected.error());
        return isSignedOut || ANOTHER_LOGIN.contains(failure.reason());
    }

    /** The session that was asked about; null if it has ended, or another login came meanwhile. */
    private @Nullable Session concerned(WebRequest request, PendingLogin asked) {
        Session current = currentSession.find(request);
        return current == null
                        || !current.provider().equals(asked.provider())
                        || current.beganAt().isAfter(asked.startedAt())
                ? null
                : current;
    }

    /**
     * The session ends. After a recheck the user is where he wanted to go, and signs in there if need be; after a change at
     * the provider he has signed out there, and sees what he sees after signing out here.
     */
    private Answer ended(WebRequest request, PendingLogin asked) {
        LOG.info("A session has ended: the user is no longer signed in at the provider.");
        String target = asked.purpose() == Purpose.CHANGE ? addresses.afterLogout() : asked.returnTo();
        WebResponse response =
                WebResponse.redirect(addresses.baseUrl().resolve(target)).cookies(currentSession.end(request));
        return done(asked, Responses.answer(response, IdentityChange.SIGNED_OUT));
    }

    private Answer done(PendingLogin asked, Answer answer) {
        return new Answer(answer.response().cookie(pendingLogins.deletion(asked.state())), answer.change());
    }

    private Answer goTo(String target) {
        return Responses.answer(WebResponse.redirect(addresses.baseUrl().resolve(target)));
    }

    private static void log(OidcException failure) {
        LOG.warn(
                "The provider could not be asked whether the user is still signed in: {}. {} Hint: {}",
                failure.reason().code(),
                failure.getMessage(),
                failure.reason().hint());
    }
}
