package dev.latchkey.flow;

import dev.latchkey.authorization.Asked;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.ProviderUnavailable;
import dev.latchkey.failure.StoreUnavailable;
import dev.latchkey.internal.Json;
import dev.latchkey.internal.SignatureAlgorithms;
import dev.latchkey.provider.NamedProvider.Relationship;
import dev.latchkey.session.ServerSessions;
import dev.latchkey.session.Session;
import dev.latchkey.session.SessionPolicy;
import dev.latchkey.shared.Leases;
import dev.latchkey.token.Expected;
import dev.latchkey.token.Expected.Agreement;
import dev.latchkey.token.IdTokenVerifier;
import dev.latchkey.token.TokenClient;
import dev.latchkey.token.TokenResponse;
import dev.latchkey.token.UserClaims;
import dev.latchkey.token.UserInfoClient;
import dev.latchkey.token.VerifiedIdToken;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A refresh token for new tokens (RFC 6749 §6, OpenID Connect Core §12), and the session that rests on them. What the store
 * could not take is kept: the provider may have made the old token worthless. Thread-safe.
 */
final class RefreshExchange {
    private final ServerSessions sessions;
    private final SessionPolicy policy;
    private final Providers providers;
    private final TokenClient tokenClient;
    private final UserInfoClient userInfoClient;
    private final UserClaims userClaims;
    private final Duration clockSkew;
    private final InstantSource clock;
    private final UnsavedChanges unsaved;

    RefreshExchange(
            ServerSessions sessions,
            SessionPolicy policy,
            Providers providers,
            TokenClient tokenClient,
            UserInfoClient userInfoClient,
            UserClaims userClaims,
            Duration clockSkew,
            InstantSource clock) {
        this.sessions = sessions;
        this.policy = policy;
        this.providers = providers;
        this.tokenClient = tokenClient;
        this.userInfoClient = userInfoClient;
        this.userClaims = userClaims;
        this.clockSkew = clockSkew;
        this.clock = clock;
        this.unsaved = new UnsavedChanges(sessions, clock);
    }

    /**
     * Reads what the answer of the token endpoint is checked with, while nothing is lost yet if that cannot be read.
     *
     * @throws ProviderUnavailable if it is not known, and the provider does not answer
     */
    void prepare(Session session) {
        Relationship relationship = relationship(session);
        if (!SignatureAlgorithms.MAC.contains(relationship.client().idToken().signingAlgorithm())) {
            relationship.provider().discovered();
        }
    }

    /** The session as it is in the store, after what it did not take before was saved; null if it has ended. */
    @Nullable
    Session saved(Session session) {
        return unsaved.saved(session);
    }

    /** Saves some of what the store did not take before, whosever it is; the store has just answered. */
    void saveSome() {
        unsaved.saveSome();
    }

    /**
     * The session with newer tokens; null if it has ended meanwhile: a refresh brings no session back. Where another node or
     * a silent check brought tokens meanwhile, those stay: what was refreshed here is no longer what the session rests on.
     *
     * @throws Leases.Unfinished if the new tokens could not be saved; {@link #saved} tries again
     */
    @Nullable
    Session refreshed(Session session) {
        Relationship relationship = relationship(session);
        String refreshToken = Objects.requireNonNull(session.refreshToken());
        TokenResponse tokens = tokenClient.refresh(refreshToken, relationship);
        VerifiedIdToken idToken = tokens.idToken() == null
                ? null
                : IdTokenVerifier.verify(tokens.idToken(), expected(session, relationship, tokens));
        Instant now = clock.instant();
        UnaryOperator<Session> change =
                current -> isStill(session, current) ? current.refreshed(tokens, idToken, policy, now) : current;
        try {
            return sessions.change(session, change);
        } catch (StoreUnavailable e) {
            unsaved.keep(session, change);
            return savedAtOnce(session);
        }
    }

    /** A connection that broke may be there again. */
    private @Nullable Session savedAtOnce(Session session) {
        try {
            return unsaved.saved(session);
        } catch (StoreUnavailable e) {
            throw new Leases.Unfinished(e);
        }
    }

    /** The session with what UserInfo says now. */
    @Nullable
    Session withUserInfo(Session session) {
        Map<String, Object> userInfo =
                userInfoClient.claims(relationship(session), session.accessToken(), session.subject(), Asked.NOTHING);
        if (userInfo == null) {
            return session;
        }
        Map<String, Object> claims = userClaims.renewed(
                relationship(session), session.claims(), session.idTokenClaims(), userInfo, session.subject());
        return sessions.change(session, current -> current.withClaims(claims));
    }

    /** Has nobody else refreshed meanwhile? Whoever lost a race must not discard the winner's tokens. */
    static boolean isStill(Session before, @Nullable Session now) {
        return now != null
                && Objects.equals(before.refreshToken(), now.refreshToken())
                && Objects.equals(before.accessToken(), now.accessToken());
    }

    private Relationship relationship(Session session) {
        return providers.require(session.provider()).relationship();
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
