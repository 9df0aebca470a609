package dev.latchkey.flow;

import dev.latchkey.app.LoginHook;
import dev.latchkey.app.LoginHook.Accepted;
import dev.latchkey.app.LoginHook.LoginDecision;
import dev.latchkey.app.LoginHook.Rejected;
import dev.latchkey.authorization.PendingLogin;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.LoginRejected;
import dev.latchkey.failure.Misconfigured;
import dev.latchkey.session.RolesClaim;
import dev.latchkey.session.Session;
import dev.latchkey.session.SessionPolicy;
import dev.latchkey.token.TokenResponse;
import dev.latchkey.token.VerifiedIdToken;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes a session of what was verified, if the application agrees. */
final class Admission {
    private final LoginHook hook;
    private final SessionPolicy policy;
    private final RolesClaim rolesClaim;
    private final RefreshTokens refreshTokens;

    /** What becomes of a refresh token. */
    enum RefreshTokens {
        /** It is kept, to renew access tokens with. */
        KEPT,
        /** It is dropped: what is not there cannot be stolen. */
        DROPPED
    }

    Admission(LoginHook hook, SessionPolicy policy, RolesClaim rolesClaim, RefreshTokens refreshTokens) {
        this.hook = hook;
        this.policy = policy;
        this.rolesClaim = rolesClaim;
        this.refreshTokens = refreshTokens;
    }

    /**
     * The session.
     *
     * @throws LoginRejected if the login hook rejects the user
     * @throws Misconfigured if the login hook throws
     */
    Session admit(
            PendingLogin login,
            VerifiedIdToken idToken,
            Map<String, Object> claims,
            TokenResponse tokens,
            @Nullable String sessionState,
            Instant now) {
        Session session = Session.begin(
                login.provider(), idToken, claims, tokens, login.nonce(), sessionState, policy, login.startedAt(), now);
        LoginDecision decision = decide(session);
        if (decision instanceof Rejected rejected) {
            throw new LoginRejected(FailureReason.LOGIN_REFUSED, FailureReason.LOGIN_REFUSED.code(), rejected.reason());
        }
        Session admitted = session.with(((Accepted) decision).attributes());
        return refreshTokens == RefreshTokens.KEPT ? admitted : admitted.withoutRefreshToken();
    }

    private LoginDecision decide(Session session) {
        try {
            return Objects.requireNonNull(hook.decide(session.user(rolesClaim)), "the login hook answered null");
        } catch (RuntimeException e) {
            throw new Misconfigured(FailureReason.LOGIN_HOOK_FAILED, "The login hook threw " + e.getClass() + ".", e);
        }
    }
}
