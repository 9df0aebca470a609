package dev.latchkey.flow;

import dev.latchkey.app.Decision;
import dev.latchkey.app.Decision.Proceed;
import dev.latchkey.app.Requirement;
import dev.latchkey.app.TokenIdentity;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.Misconfigured;
import dev.latchkey.failure.OidcException;
import dev.latchkey.failure.ProtocolViolation;
import dev.latchkey.http.WebRequest;
import dev.latchkey.internal.Hashes;
import dev.latchkey.session.RolesClaim;
import dev.latchkey.token.AccessTokenIssuer;
import dev.latchkey.token.SentAccessToken;
import dev.latchkey.token.VerifiedAccessToken;
import java.util.List;

/** A program calls with an access token (RFC 6750): no session is read, begun or changed, and no cookie set. */
public final class BearerRequest {
    private static final String PRIVATE = "private, no-cache";

    private final AccessTokenIssuers issuers;
    private final BearerAnswers answers;
    private final RolesClaim rolesClaim;
    private final KnownCallers knownCallers;

    BearerRequest(AccessTokenIssuers issuers, BearerAnswers answers, RolesClaim rolesClaim, KnownCallers knownCallers) {
        this.issuers = issuers;
        this.answers = answers;
        this.rolesClaim = rolesClaim;
        this.knownCallers = knownCallers;
    }

    /** What to do with a request that needs an access token. */
    Decision handle(WebRequest request, List<Requirement> requirements) {
        try {
            String token = BearerToken.in(request);
            return token == null ? answers.missing() : admit(token, requirements);
        } catch (OidcException e) {
            return answers.refused(e, Requirements.scopes(requirements));
        } catch (RuntimeException e) {
            return answers.refused(Misconfigured.unexpected("check of an access token", e), List.of());
        }
    }

    /** The straight line: each step needs what the step before it verified. */
    private Proceed admit(String token, List<Requirement> requirements) {
        String hash = Hashes.sha256Base64Url(token);
        TokenIdentity known = knownCallers.find(hash);
        TokenIdentity caller = known == null ? verified(SentAccessToken.of(token), hash) : known;
        requireAll(requirements, caller);
        return new Proceed(null, caller, PRIVATE, List.of());
    }

    private TokenIdentity verified(SentAccessToken token, String hash) {
        AccessTokenIssuer issuer = issuers.of(token);
        Object keys = issuer.keysAtHand();
        TokenIdentity caller = identity(issuer.name(), issuer.verify(token));
        if (keys != null && keys.equals(issuer.keysAtHand())) {
            knownCallers.keep(hash, caller, keys, issuer::keys);
        }
        return caller;
    }

    private TokenIdentity identity(String provider, VerifiedAccessToken token) {
        return new TokenIdentity(
                provider,
                token.issuer(),
                token.subject(),
                token.clientId(),
                token.scopes(),
                token.audience(),
                rolesClaim.in(token.claims()),
                token.claims(),
                token.expiresAt());
    }

    private static void requireAll(List<Requirement> requirements, TokenIdentity caller) {
        if (!Requirements.areMet(requirements, caller)) {
            throw new ProtocolViolation(
                    FailureReason.BEARER_INSUFFICIENT,
                    "The access token of " + caller.key() + " does not meet " + requirements + ".");
        }
    }

    /** The challenge that tells clients that access tokens are taken here. */
    String challenge() {
        return answers.challenge();
    }

    /**
     * Checks that there is a provider whose access tokens are taken.
     *
     * @throws Misconfigured if there is none
     */
    void requireIssuers() {
        if (issuers.isEmpty()) {
            throw Misconfigured.setting(
                    "Access.bearer",
                    "asks for access tokens, but no provider says how they are checked",
                    "Provider.acceptAccessTokens(AccessTokens.jwt(\"https://api.example.com\")), with what the provider"
                            + " puts into aud for this application");
        }
    }
}
