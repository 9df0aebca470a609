package dev.latchkey.flow;

import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.LoginRejected;
import dev.latchkey.failure.OidcException;
import dev.latchkey.failure.ProtocolViolation;
import dev.latchkey.failure.ProviderUnavailable;
import dev.latchkey.internal.Json;
import dev.latchkey.internal.SingleFlight;
import dev.latchkey.provider.NamedProvider;
import dev.latchkey.provider.NamedProvider.Relationship;
import dev.latchkey.session.ServerSessions;
import dev.latchkey.session.Session;
import dev.latchkey.token.Expected;
import dev.latchkey.token.IdTokenVerifier;
import dev.latchkey.token.TokenClient;
import dev.latchkey.token.TokenResponse;
import dev.latchkey.token.VerifiedIdToken;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
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
    private final Providers providers;
    private final TokenClient tokenClient;
    private final Duration clockSkew;
    private final InstantSource clock;
    private final Map<String, SingleFlight<Session>> flights = new ConcurrentHashMap<>();
    private final Map<String, Instant> pausedUntil = new ConcurrentHashMap<>();

    Refresh(
            ServerSessions sessions,
            Providers providers,
            TokenClient tokenClient,
            Duration clockSkew,
            InstantSource clock) {
        this.sessions = sessions;
        this.providers = providers;
        this.tokenClient = tokenClient;
        this.clockSkew = clockSkew;
        this.clock = clock;
    }

    Session ifDue(Session session) {
        if (!isDue(session)) {
            return session;
        }
        String key = sessions.keyOf(session);
        if (isPaused(key) || isPaused(session.provider())) {
            return session;
        }
        SingleFlight<Session> flight = flights.computeIfAbsent(key, k -> new SingleFlight<>(clock));
        try {
            return flight.join(() -> {
                Session current = sessions.current(session);
                return current == null ? session : isDue(current) ? refreshed(current) : current;
            });
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
        return session.refreshToken() != null
                && session.accessTokenEndsBefore(clock.instant().plus(BEFORE_THE_END));
    }

    private Session refreshed(Session session) {
        NamedProvider provider = Objects.requireNonNull(providers.find(session.provider()));
        try {
            Relationship relationship = provider.relationship();
            String refreshToken = Objects.requireNonNull(session.refreshToken());
            TokenResponse tokens = tokenClient.refresh(refreshToken, relationship);
            VerifiedIdToken idToken = tokens.idToken() == null
                    ? null
                    : IdTokenVerifier.verify(tokens.idToken(), expected(session, relationship, tokens));
            Instant now = clock.instant();
            return orOld(sessions.change(session, current -> current.refreshed(tokens, idToken, now)), session);
        } catch (OidcException e) {
            LOG.warn(
                    "Refresh failed: {}. {} Hint: {}",
                    e.reason().code(),
                    e.getMessage(),
                    e.reason().hint());
            if (isForGood(e)) {
                return orOld(sessions.change(session, Session::withoutRefreshToken), session);
            }
            pause(e instanceof ProviderUnavailable ? session.provider() : sessions.keyOf(session));
            return session;
        } catch (RuntimeException e) {
            LOG.warn("Refresh failed: {}.", FailureReason.INTERNAL_ERROR.code(), e);
            pause(sessions.keyOf(session));
            return session;
        }
    }

    /** The refresh token is spent, or what came for it belongs to somebody else. Anything else may pass. */
    private static boolean isForGood(OidcException e) {
        return e instanceof ProtocolViolation
                || (e instanceof LoginRejected rejected && rejected.error().equals("invalid_grant"));
    }

    private static Session orOld(@Nullable Session changed, Session old) {
        return changed == null ? old : changed;
    }

    private Expected expected(Session session, Relationship relationship, TokenResponse tokens) {
        Expected.Continuity login = new Expected.Continuity(
                session.issuer(), session.subject(), Json.wholeNumber(session.claims(), "auth_time"));
        return new Expected(relationship, session.nonce(), login, tokens.accessToken(), clock.instant(), clockSkew);
    }
}
