package dev.latchkey.flow;

import dev.latchkey.authorization.Asked;
import dev.latchkey.config.SessionFollows;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.LoginRejected;
import dev.latchkey.failure.OidcException;
import dev.latchkey.failure.ProtocolViolation;
import dev.latchkey.failure.ProviderUnavailable;
import dev.latchkey.internal.Json;
import dev.latchkey.internal.SingleFlight;
import dev.latchkey.provider.NamedProvider.Relationship;
import dev.latchkey.session.ServerSessions;
import dev.latchkey.session.Session;
import dev.latchkey.session.SessionPolicy;
import dev.latchkey.token.Expected;
import dev.latchkey.token.Expected.Agreement;
import dev.latchkey.token.IdTokenVerifier;
import dev.latchkey.token.TokenClient;
import dev.latchkey.token.TokenResponse;
import dev.latchkey.token.UserInfoClient;
import dev.latchkey.token.VerifiedIdToken;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews an access token shortly before it ends (OpenID Connect Core §12). One call per session at a time: whoever comes
 * meanwhile shares its outcome. A failure never ends the session; a provider that is down is left alone for a while.
 */
final class Refresh {
    private static final Logger LOG = LoggerFactory.getLogger("dev.latchkey");
    private static final Duration BEFORE_THE_END = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final ServerSessions sessions;
    private final SessionPolicy policy;
    private final Providers providers;
    private final TokenClient tokenClient;
    private final UserInfoClient userInfoClient;
    private final Duration clockSkew;
    private final InstantSource clock;
    private final Map<String, SingleFlight<@Nullable Session>> flights = new ConcurrentHashMap<>();
    private final Map<String, Instant> pausedUntil = new ConcurrentHashMap<>();

    Refresh(
            ServerSessions sessions,
            SessionPolicy policy,
            Providers providers,
            TokenClient tokenClient,
            UserInfoClient userInfoClient,
            Duration clockSkew,
            InstantSource clock) {
        this.sessions = sessions;
        this.policy = policy;
        this.providers = providers;
        this.tokenClient = tokenClient;
        this.userInfoClient = userInfoClient;
        this.clockSkew = clockSkew;
        this.clock = clock;
    }

    /** The session, with newer tokens if that was due; null if it ends with its refresh token, and that is over. */
    @Nullable
    Session ifDue(Session session) {
        if (!isDue(session)) {
            return session;
        }
        String key = sessions.keyOf(session);
        if (isPaused(key) || isPaused(session.provider())) {
            return session;
        }
        return alone(key, () -> {
            Session current = sessions.current(session);
            return current == null ? session : isDue(current) ? refreshed(current) : current;
        });
    }

    /**
     * The session, after its refresh token was used and UserInfo asked, due or not.
     *
     * @throws LoginRejected if there is no refresh token, or the provider refuses it
     */
    Session now(Session session) {
        Session refreshed = alone(sessions.keyOf(session), () -> {
            Session current = sessions.current(session);
            if (current == null || current.refreshToken() == null) {
                throw loginRequired();
            }
            try {
                return withUserInfo(exchanged(current));
            } catch (OidcException e) {
                settle(current, e);
                throw e;
            }
        });
        if (refreshed == null) {
            throw loginRequired();
        }
        return refreshed;
    }

    static LoginRejected loginRequired() {
        return new LoginRejected(FailureReason.LOGIN_REQUIRED, FailureReason.LOGIN_REQUIRED.code(), null);
    }

    private @Nullable Session alone(String key, Supplier<@Nullable Session> call) {
        SingleFlight<@Nullable Session> flight = flights.computeIfAbsent(key, k -> new SingleFlight<>(clock));
        try {
            return flight.join(call);
        } finally {
            flights.remove(key, flight);
        }
    }

    private boolean isPaused(String sessionKeyOrProvider) {
        return clock.instant().isBefore(pausedUntil.getOrDefault(sessionKeyOrProvider, Instant.MIN));
    }

    private void pause(String sessionKeyOrProvider) {
        Instant now = clock.instant();
        pausedUntil.values().removeIf(until -> !now.isBefore(until));
        pausedUntil.put(sessionKeyOrProvider, now.plus(PAUSE));
    }

    private boolean isDue(Session session) {
        Instant soon = clock.instant().plus(BEFORE_THE_END);
        return session.refreshToken() != null
                && (session.accessTokenEndsBefore(soon) || policy.endsForWantOfAnIdToken(session, soon));
    }

    private @Nullable Session refreshed(Session session) {
        try {
            return exchanged(session);
        } catch (OidcException e) {
            LOG.warn(
                    "Refresh failed: {}. {} Hint: {}",
                    e.reason().code(),
                    e.getMessage(),
                    e.reason().hint());
            return settle(session, e);
        } catch (RuntimeException e) {
            LOG.warn("Refresh failed: {}.", FailureReason.INTERNAL_ERROR.code(), e);
            pause(sessions.keyOf(session));
            return session;
        }
    }

    private Session exchanged(Session session) {
        Relationship relationship = relationship(session);
        String refreshToken = Objects.requireNonNull(session.refreshToken());
        TokenResponse tokens = tokenClient.refresh(refreshToken, relationship);
        VerifiedIdToken idToken = tokens.idToken() == null
                ? null
                : IdTokenVerifier.verify(tokens.idToken(), expected(session, relationship, tokens));
        Instant now = clock.instant();
        return orOld(sessions.change(session, current -> current.refreshed(tokens, idToken, policy, now)), session);
    }

    private Session withUserInfo(Session session) {
        Map<String, Object> userInfo =
                userInfoClient.claims(relationship(session), session.accessToken(), session.subject(), Asked.NOTHING);
        return userInfo == null
                ? session
                : orOld(sessions.change(session, current -> current.withUserInfo(userInfo)), session);
    }

    private Relationship relationship(Session session) {
        return providers.require(session.provider()).relationship();
    }

    /** What becomes of the session after a failure; null: it ends. */
    private @Nullable Session settle(Session session, OidcException failure) {
        if (isOver(failure) && policy.follows() == SessionFollows.REFRESH) {
            sessions.end(session);
            return null;
        }
        if (isForGood(failure)) {
            return orOld(sessions.change(session, Session::withoutRefreshToken), session);
        }
        pause(failure instanceof ProviderUnavailable ? session.provider() : sessions.keyOf(session));
        return session;
    }

    /** The provider has ended the grant. */
    private static boolean isOver(OidcException e) {
        return e instanceof LoginRejected rejected && rejected.error().equals("invalid_grant");
    }

    /** The refresh token is spent, or what came for it belongs to somebody else. Anything else may pass. */
    private static boolean isForGood(OidcException e) {
        return e instanceof ProtocolViolation || isOver(e);
    }

    private static Session orOld(@Nullable Session changed, Session old) {
        return changed == null ? old : changed;
    }

    private Expected expected(Session session, Relationship relationship, TokenResponse tokens) {
        Map<String, Object> claims = session.claims();
        Agreement login = new Agreement(
                FailureReason.REFRESHED_ID_TOKEN_DIFFERS,
                session.issuer(),
                session.subject(),
                Set.copyOf(Json.strings(claims, "aud")),
                Json.string(claims, "azp"),
                Json.wholeNumber(claims, "auth_time"),
                Json.string(claims, "sid"));
        return Expected.atRefresh(relationship, session.nonce(), login, tokens, clock.instant(), clockSkew);
    }
}
