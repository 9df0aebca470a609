package dev.latchkey.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Lies in the claims of the ID token. */
final class ClaimLies {
    private static final String OTHER_CLIENT = "other-client";
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final List<String> PROTOCOL_CLAIMS = List.of(
            "iss", "sub", "aud", "azp", "exp", "iat", "nbf", "auth_time", "nonce", "at_hash", "c_hash", "acr", "sid");

    private ClaimLies() {}

    static void edit(IdTokenDraft draft, ProviderState state) {
        Map<String, Object> claims = draft.claims;
        for (Misbehaviour lie : state.behaviour.active()) {
            switch (lie) {
                case WRONG_ISSUER -> claims.put("iss", "https://other-issuer.example");
                case WRONG_ISSUER_TRAILING_SLASH -> claims.put("iss", state.issuer() + "/");
                case WRONG_AUDIENCE -> claims.put("aud", OTHER_CLIENT);
                case EXTRA_AUDIENCE -> claims.put("aud", List.of(draft.clientId, OTHER_CLIENT));
                case EXTRA_AUDIENCE_WITH_AZP -> {
                    claims.put("aud", List.of(draft.clientId, OTHER_CLIENT));
                    claims.put("azp", draft.clientId);
                }
                case AUDIENCE_AS_LIST -> claims.put("aud", List.of(draft.clientId));
                case WRONG_AZP -> claims.put("azp", OTHER_CLIENT);
                case MISSING_ISS -> claims.remove("iss");
                case MISSING_SUB -> claims.remove("sub");
                case MISSING_AUD -> claims.remove("aud");
                case MISSING_EXP -> claims.remove("exp");
                case MISSING_IAT -> claims.remove("iat");
                case EMPTY_SUB -> claims.put("sub", "");
                case SUB_NOT_TEXT -> claims.put("sub", 42);
                case EXP_NOT_A_NUMBER -> claims.computeIfPresent("exp", (name, value) -> value.toString());
                default -> editMore(lie, claims, draft.now);
            }
        }
    }

    private static void editMore(Misbehaviour lie, Map<String, Object> claims, Instant now) {
        switch (lie) {
            case EXPIRED_ID_TOKEN -> claims.put("exp", now.minus(HOUR).getEpochSecond());
            case ISSUED_IN_THE_FUTURE -> {
                claims.put("iat", now.plus(HOUR).getEpochSecond());
                claims.put("exp", now.plus(HOUR).plus(HOUR).getEpochSecond());
            }
            case ISSUED_LONG_AGO -> claims.put("iat", now.minus(DAY).getEpochSecond());
            case NOT_YET_VALID -> claims.put("nbf", now.plus(HOUR).getEpochSecond());
            case VALID_IN_FIVE_MINUTES -> claims.put("nbf", now.plusSeconds(300).getEpochSecond());
            case WRONG_NONCE -> claims.replace("nonce", "wrong-nonce");
            case MISSING_NONCE -> claims.remove("nonce");
            case WRONG_AT_HASH -> claims.replace("at_hash", "wrong-hash-wrong-hash-");
            case MISSING_AT_HASH -> claims.remove("at_hash");
            case OLD_AUTH_TIME -> claims.put("auth_time", now.minus(DAY).getEpochSecond());
            case MISSING_AUTH_TIME -> claims.remove("auth_time");
            case MISSING_SID -> claims.remove("sid");
            case LEAN_ID_TOKEN -> claims.keySet().retainAll(PROTOCOL_CLAIMS);
            case HUGE_ID_TOKEN -> claims.put("filler", "x".repeat(40_000));
            default -> {}
        }
    }
}
