package dev.latchkey.token;

import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.LoginRejected;
import dev.latchkey.failure.ProtocolViolation;
import dev.latchkey.internal.Printable;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** The claims that a login cannot do without (OpenID Connect Core §5.5.1). */
final class EssentialClaims {
    private EssentialClaims() {}

    /**
     * Checks that they are all there.
     *
     * @param asked the claims, with the values that will do; no values: any
     * @param place what must have them, for the message
     * @throws ProtocolViolation for another user than the one asked for
     * @throws LoginRejected if another claim is missing or has another value
     */
    static void require(Map<String, List<Object>> asked, Map<String, Object> claims, String place) {
        asked.forEach((claim, values) -> {
            Object value = claims.get(claim);
            if (value != null && (values.isEmpty() || values.stream().anyMatch(wanted -> isMet(wanted, value)))) {
                return;
            }
            String problem = place + ": " + Printable.of(claim) + " is "
                    + (value == null ? "missing" : claim.equals("acr") ? Printable.of("" + value) : "another") + ".";
            if (claim.equals("sub")) {
                throw new ProtocolViolation(FailureReason.ID_TOKEN_SUBJECT, problem);
            }
            FailureReason reason =
                    claim.equals("acr") ? FailureReason.ACR_NOT_MET : FailureReason.ESSENTIAL_CLAIM_MISSING;
            throw new LoginRejected(reason, reason.code(), null, " (" + problem + ")");
        });
    }

    private static boolean isMet(Object wanted, Object value) {
        if (value instanceof List<?> list) {
            return list.equals(wanted) || list.contains(wanted);
        }
        if (wanted instanceof Number expected && value instanceof Number number) {
            return Double.isFinite(expected.doubleValue())
                    && Double.isFinite(number.doubleValue())
                    && new BigDecimal(expected.toString()).compareTo(new BigDecimal(number.toString())) == 0;
        }
        return wanted.equals(value);
    }
}
