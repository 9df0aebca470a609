package dev.latchkey.session;

import dev.latchkey.config.SessionFollows;
import dev.latchkey.failure.Misconfigured;
import dev.latchkey.token.VerifiedIdToken;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long a session lasts.
 *
 * @param permanent does the cookie outlive the browser?
 * @param lifetime the absolute lifetime, from the login on
 * @param idleTimeout the longest time between two requests
 * @param follows what else ends it
 * @param clockSkew how far a provider's clock may be off
 */
public record SessionPolicy(
        Permanence permanent, Duration lifetime, Duration idleTimeout, SessionFollows follows, Duration clockSkew) {
    private static final Duration MAX_LIFETIME = Duration.ofDays(400);

    /** Does the cookie outlive the browser? */
    public enum Permanence {
        /** It does. */
        PERMANENT,
        /** It is gone when the browser is closed. */
        UNTIL_THE_BROWSER_CLOSES
    }

    /**
     * Checks the durations.
     *
     * @throws Misconfigured if one is out of bounds
     */
    public SessionPolicy {
        if (lifetime.toSeconds() < 1 || lifetime.compareTo(MAX_LIFETIME) > 0) {
            throw Misconfigured.setting(
                    "permanentSessionLifetime",
                    "is " + lifetime,
                    "between a second and 400 days, such as Duration.ofHours(12)");
        }
        if (idleTimeout.toSeconds() < 1 || idleTimeout.compareTo(MAX_LIFETIME) > 0) {
            throw Misconfigured.setting(
                    "idleTimeout",
                    "is " + idleTimeout,
                    "between a second and 400 days, such as Duration.ofMinutes(30)");
        }
    }

    /** The end of a session that began then, and whose newest ID token is this. */
    Instant endOf(Instant beganAt, VerifiedIdToken idToken) {
        Instant end = beganAt.plus(lifetime);
        Instant expiry = idToken.expiresAt().plus(clockSkew);
        return follows == SessionFollows.ID_TOKEN && expiry.isBefore(end) ? expiry : end;
    }

    /** The end of a session with a newer ID token: another one only if sessions follow the ID token. */
    Instant renewedEnd(Session.Lifetime lifetime, VerifiedIdToken idToken) {
        return follows == SessionFollows.ID_TOKEN ? endOf(lifetime.beganAt(), idToken) : lifetime.endsAt();
    }

    /** The end of a session that began then, and that shall end then at the latest. */
    Instant earlier(Instant beganAt, Instant latest) {
        Instant end = beganAt.plus(lifetime);
        return latest.isBefore(end) ? latest : end;
    }

    /** Does only a newer ID token keep the session from ending before this time? */
    public boolean endsForWantOfAnIdToken(Session session, Instant time) {
        Instant endsAt = session.lifetime().endsAt();
        return follows == SessionFollows.ID_TOKEN
                && endsAt.isBefore(time)
                && endsAt.isBefore(session.lifetime().beganAt().plus(lifetime));
    }

    /** Has the session ended? */
    boolean isOver(Session session, Instant now) {
        return !now.isBefore(end(session));
    }

    /** When it ends unless it is used before. */
    Instant end(Session session) {
        Instant idleEnd = session.lifetime().seenAt().plus(idleTimeout);
        Instant end = session.lifetime().endsAt();
        return idleEnd.isBefore(end) ? idleEnd : end;
    }

    /** When it ends at the latest, however often it is used and renewed. */
    Instant latestEnd(Session session) {
        Instant end = session.lifetime().endsAt();
        Instant latest = session.lifetime().beganAt().plus(lifetime);
        return follows == SessionFollows.ID_TOKEN && latest.isAfter(end) ? latest : end;
    }

    /**
     * How long the browser keeps the session's cookie: as long as the session may last, also if newer ID tokens put its
     * end off; null: until it is closed.
     */
    @Nullable
    Duration cookieMaxAge(Session session, Instant now) {
        if (permanent != Permanence.PERMANENT) {
            return null;
        }
        return Duration.between(now, latestEnd(session));
    }

    /** Is it time to note that the session is in use? Every tenth of the idle timeout. */
    boolean isDueToBeNoted(Session session, Instant now) {
        return now.toEpochMilli() - session.lifetime().seenAt().toEpochMilli() >= idleTimeout.toMillis() / 10;
    }
}
