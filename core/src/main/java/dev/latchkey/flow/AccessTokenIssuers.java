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

    /** The issuers as configured. */
    List<String> configuredIssuers() {
        return issuers.stream().map(AccessTokenIssuer::configuredIssuer).toList();
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
                    ? issuer != null && withoutSlash(issuer).equals(withoutSlash(candidate.configuredIssuer()))
                    : candidate.isAsked();
            if (isTheirs) {
                return candidate;
            }
        }
        throw token.isJwt()
                ? new ProtocolViolation(
                        FailureReason.BEARER_ISSUER,
                        "The access token: iss is " + Printable.of(String.valueOf(issuer)) + ", expected one of "
                                + configuredIssuers() + ".")
                : new ProtocolViolation(
                        FailureReason.BEARER_UNREADABLE, "The access token is no JWT that can be read.");
    }

    /** A provider may write its issuer with a slash more than it was configured; its document decides later. */
    private static String withoutSlash(String issuer) {
        return issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    }
}
