package dev.latchkey.flow;

import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.ProtocolViolation;
import dev.latchkey.internal.Printable;
import dev.latchkey.token.AccessTokenIssuer;
import dev.latchkey.token.SentAccessToken;
import java.util.List;

/** The providers whose access tokens this application takes. At most one is asked about tokens that do not say whose they are. */
final class AccessTokenIssuers {
    private final List<AccessTokenIssuer> issuers;

    AccessTokenIssuers(List<AccessTokenIssuer> issuers) {
        this.issuers = List.copyOf(issuers);
    }

    /** Is there none? */
    boolean isEmpty() {
        return issuers.isEmpty();
    }

    /** The issuers, as they are known. */
    List<String> names() {
        return issuers.stream().map(AccessTokenIssuer::issuer).toList();
    }

    /**
     * Whose token this claims to be: a JWT is its {@code iss}'s alone, so that no provider is shown another's token; any
     * other token belongs to the one that can be asked.
     *
     * @throws ProtocolViolation if it is nobody's
     */
    AccessTokenIssuer of(SentAccessToken token) {
        String issuer = token.claimedIssuer();
        for (AccessTokenIssuer candidate : issuers) {
            boolean isTheirs = token.namesAnIssuer()
                    ? issuer != null && candidate.isIssuer(issuer)
                    : candidate.isAsked() && !isBrokenTokenOfAnother(token);
            if (isTheirs) {
                return candidate;
            }
        }
        throw token.isJwt()
                ? new ProtocolViolation(
                        FailureReason.BEARER_ISSUER,
                        "The access token: iss is " + Printable.of(String.valueOf(issuer)) + ", expected one of "
                                + names() + ".")
                : new ProtocolViolation(
                        FailureReason.BEARER_UNREADABLE, "The access token is no JWT that can be read.");
    }

    /** Where others issue JWTs, what was meant to be one is shown to nobody. */
    private boolean isBrokenTokenOfAnother(SentAccessToken token) {
        return token.looksLikeAJwt() && issuers.stream().anyMatch(issuer -> !issuer.isAsked());
    }
}
