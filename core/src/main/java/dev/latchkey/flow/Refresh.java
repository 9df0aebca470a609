package dev.latchkey.flow;

import dev.latchkey.config.SessionFollows;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.LoginRejected;
import dev.latchkey.failure.Misconfigured;
import dev.latchkey.failure.OidcException;
import dev.latchkey.failure.ProtocolViolation;
import dev.latchkey.failure.ProviderUnavailable;
import dev.latchkey.failure.StoreUnavailable;
import dev.latchkey.internal.KeyedFlights;
import dev.latchkey.internal.ShortMemory;
import dev.latchkey.session.ServerSessions;
import dev.latchkey.session.Session;
import dev.latchkey.session.SessionPolicy;
import dev.latchkey.shared.Leases;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews an access token shortly before it ends (OpenID Connect Core §12). One call per session at a time, on all nodes:
 * whoever comes meanwhile shares its outcome. A failure ends the session only if it follows the refresh token; a provider
 * that is down is left alone for a while.
 */
final class Refresh {
    private static final Logger LOG = LoggerFactory.getLogger("dev.latchkey");
    private static final Duration BEFORE_THE_END = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final Duration LEAST_PAUSE = Duration.ofSeconds(1);
    private static final int MAX_NEW_TOKENS = 10_000;

    private final ServerSessions sessions;
    private final SessionPolicy policy;
    private final RefreshExchange exchange;
    private final Leases leases;
    private final InstantSource clock;
    private final KeyedFlights<Attempt> flights = new KeyedFlights<>();
    private final Pauses pauses;
    /** The access tokens that were fetched within a pause's length, by the keys of their sessions. */
    private final ShortMemory<String> newest = new ShortMemory<>(MAX_NEW_TOKENS);

    /**
     * What became of a session that was to be refreshed.
     *
     * @param session the session now; null: it has ended
     * @param outcome what was done
     * @param failure why it did not work, if it did not
     */
    private record Attempt(
            @Nullable Session session,
            Outcome outcome,
            @Nullable OidcException failure) {}

    private enum Waiting {
        YES,
        NO
    }

    private enum Outcome {
        NOT_NEEDED,
        REFRESHED,
        FAILED
    }

    Refresh(
            ServerSessions sessions,
            SessionPolicy policy,
            RefreshExchange exchange,
            Leases leases,
            InstantSource clock) {
        this.sessions = sessions;
        this.policy = policy;
        this.exchange = exchange;
        this.leases = leases;
        this.clock = clock;
        this.pauses = new Pauses(clock);
    }

    /** The session, with newer tokens if that was due; null if it has ended. */
    @Nullable
    Session ifDue(Session session) {
        exchange.saveSome();
        if (!isDue(session)) {
            return session;
        }
        String key = session.key();
        if (pauses.isPaused(key) || pauses.isPaused(session.provider())) {
            return session;
        }
        return flights.join(key, () -> attempt(session, this::isDue, waitingFor(session)))
                .session();
    }

    /** While another node refreshes, a token that has not ended yet will do. */
    private Waiting waitingFor(Session session) {
        return clock.instant().isBefore(session.nextEnd()) ? Waiting.NO : Waiting.YES;
    }

    /**
     * The session, after its refresh token was used and UserInfo asked, due or not.
     *
     * @throws LoginRejected if there is no refresh token, or the provider refuses it
     */
    Session now(Session session) {
        return required(userInfoAsked(renewed(session, any -> false)));
    }

    /**
     * The session, after its refresh token was used unless it suffices meanwhile. It need not suffice if its token was
     * fetched a moment ago: a service that refuses every token must not cause a call for each request.
     *
     * @throws LoginRejected {@code LOGIN_REQUIRED} if only a login helps
     * @throws OidcException the failure of a moment ago
     */
    Session unless(Session session, Predicate<Session> suffices) {
        Session tooNew = tooNewToRefresh(session);
        if (tooNew != null) {
            return tooNew;
        }
        requireNoFailure(session.key());
        requireNoFailure(session.provider());
        try {
            return renewed(session, suffices);
        } catch (LoginRejected e) {
            throw isOver(e) ? loginRequired() : e;
        }
    }

    private @Nullable Session tooNewToRefresh(Session session) {
        Instant now = clock.instant();
        String token = newest.find(session.key(), now);
        if (token == null) {
            return null;
        }
        Session current = sessions.current(session);
        return current != null && token.equals(current.accessToken()) && !current.accessTokenEndsBefore(now)
                ? current
                : null;
    }

    private void requireNoFailure(String whom) {
        OidcException recent = pauses.failure(whom);
        if (recent != null) {
            throw recent;
        }
    }

    /** What the call finds that this one joins may not suffice: nothing was due, and so nothing was done. */
    private Session renewed(Session session, Predicate<Session> suffices) {
        Attempt attempt;
        do {
            attempt = flights.join(session.key(), () -> attempt(session, suffices.negate(), Waiting.YES));
        } while (attempt.outcome() == Outcome.NOT_NEEDED
                && attempt.session() != null
                && !suffices.test(attempt.session()));
        if (attempt.failure() != null) {
            throw attempt.failure();
        }
        return required(attempt.session());
    }

    private static Session required(@Nullable Session session) {
        if (session == null) {
            throw loginRequired();
        }
        return session;
    }

    static LoginRejected loginRequired() {
        return new LoginRejected(FailureReason.LOGIN_REQUIRED, FailureReason.LOGIN_REQUIRED.code(), null);
    }

    private boolean isDue(Session session) {
        Instant soon = clock.instant().plus(BEFORE_THE_END);
        return session.refreshToken() != null
                && (session.accessTokenEndsBefore(soon) || policy.endsForWantOfAnIdToken(session, soon));
    }

    /** Throws nothing that the application could not see coming: others share the outcome. */
    private Attempt attempt(Session session, Predicate<Session> isWanted, Waiting waiting) {
        Session current = sessions.current(session);
        if (current == null || !isWanted.test(current)) {
            return new Attempt(current, Outcome.NOT_NEEDED, null);
        }
        if (current.refreshToken() != null) {
            try {
                exchange.prepare(current);
            } catch (OidcException e) {
                return failed(current, e);
            }
        }
        String lease = "refresh:" + session.key();
        if (waiting == Waiting.NO) {
            Attempt attempt = leases.ifFree(lease, () -> alone(current, isWanted));
            return attempt == null ? new Attempt(current, Outcome.NOT_NEEDED, null) : attempt;
        }
        try {
            return leases.whenFree(lease, () -> alone(current, isWanted));
        } catch (ProviderUnavailable e) {
            return new Attempt(current, Outcome.FAILED, e);
        }
    }

    /** No other node is at it now; one may have been a moment ago. */
    private Attempt alone(Session session, Predicate<Session> isWanted) {
        Session current = exchange.saved(session);
        if (current == null || !isWanted.test(current)) {
            return new Attempt(current, Outcome.NOT_NEEDED, null);
        }
        if (current.refreshToken() == null) {
            return new Attempt(current, Outcome.FAILED, loginRequired());
        }
        try {
            Session refreshed = exchange.refreshed(current);
            if (refreshed != null && isDue(refreshed)) {
                pauses.pause(refreshed.key(), halfway(refreshed.nextEnd()), null);
            }
            noteNewest(refreshed);
            return new Attempt(refreshed, Outcome.REFRESHED, null);
        } catch (Leases.Unfinished e) {
            throw e;
        } catch (OidcException e) {
            return failed(current, e);
        } catch (RuntimeException e) {
            return failed(current, Misconfigured.unexpected("refresh", e));
        }
    }

    private void noteNewest(@Nullable Session refreshed) {
        if (refreshed != null && refreshed.accessToken() != null) {
            Instant now = clock.instant();
            newest.keep(refreshed.key(), refreshed.accessToken(), now.plus(PAUSE), now);
        }
    }

    /** While the store is down nobody can say what becomes of the session. */
    private Attempt failed(Session session, OidcException failure) {
        if (failure instanceof StoreUnavailable) {
            throw failure;
        }
        LOG.warn(
                "Refresh failed: {}. {} Hint: {}",
                failure.reason().code(),
                failure.getMessage(),
                failure.reason().hint(),
                failure.reason() == FailureReason.INTERNAL_ERROR ? failure.getCause() : null);
        Session settled = settle(session, failure);
        return settled == null || RefreshExchange.isStill(session, settled) || settled.refreshToken() == null
                ? new Attempt(settled, Outcome.FAILED, failure)
                : new Attempt(settled, Outcome.REFRESHED, null);
    }

    /** Where a token lives for seconds only, or a provider sends no newer ID token, not every request asks again. */
    private Instant halfway(Instant end) {
        Instant now = clock.instant();
        Duration half = Duration.between(now, end).dividedBy(2);
        return now.plus(half.compareTo(LEAST_PAUSE) < 0 ? LEAST_PAUSE : half);
    }

    private @Nullable Session userInfoAsked(Session session) {
        try {
            return exchange.withUserInfo(session);
        } catch (StoreUnavailable e) {
            throw e;
        } catch (OidcException e) {
            settle(session, e);
            throw e;
        }
    }

    /** What becomes of the session after a failure; null: it ends. */
    private @Nullable Session settle(Session session, OidcException failure) {
        if (!isOver(failure) && !(failure instanceof ProtocolViolation)) {
            pauses.pause(
                    failure instanceof ProviderUnavailable ? session.provider() : session.key(),
                    clock.instant().plus(PAUSE),
                    failure);
            return session;
        }
        AtomicBoolean isMine = new AtomicBoolean();
        Session changed = sessions.change(session, current -> {
            isMine.set(RefreshExchange.isStill(session, current));
            return !isMine.get() ? current : isOver(failure) ? current.withoutGrant() : current.withoutRefreshToken();
        });
        if (policy.follows() == SessionFollows.REFRESH && isMine.get()) {
            sessions.end(session);
            return null;
        }
        return changed;
    }

    /** The provider has ended the grant (RFC 6749 §5.2): neither token of it is worth anything. */
    private static boolean isOver(OidcException e) {
        return e instanceof LoginRejected rejected && rejected.error().equals("invalid_grant");
    }
}
