package dev.latchkey.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Lies in logout tokens; lies about signatures hold for them, too. */
final class LogoutTokenLies {
    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

    private LogoutTokenLies() {}

    static void edit(IdTokenDraft draft, ProviderState state) {
        for (Misbehaviour lie : state.behaviour.active()) {
            editClaims(lie, draft.claims, draft.now);
            editWhose(lie, draft.claims);
            editHeader(lie, draft.header);
        }
        SignatureLies.edit(draft, state);
    }

    private static void editClaims(Misbehaviour lie, Map<String, Object> claims, Instant now) {
        switch (lie) {
            case LOGOUT_TOKEN_WRONG_ISSUER -> claims.put("iss", "https://other-issuer.example");
            case LOGOUT_TOKEN_WRONG_AUDIENCE -> claims.put("aud", "other-client");
            case LOGOUT_TOKEN_NO_IAT -> claims.remove("iat");
            case LOGOUT_TOKEN_OLD ->
                claims.put("iat", now.minus(Duration.ofMinutes(10)).getEpochSecond());
            case LOGOUT_TOKEN_FROM_THE_FUTURE ->
                claims.put("iat", now.plus(Duration.ofMinutes(10)).getEpochSecond());
            case LOGOUT_TOKEN_EXPIRED ->
                claims.put("exp", now.minus(Duration.ofMinutes(10)).getEpochSecond());
            case LOGOUT_TOKEN_NO_EXP -> claims.remove("exp");
            case LOGOUT_TOKEN_NO_JTI -> claims.remove("jti");
            case LOGOUT_TOKEN_NO_EVENTS -> claims.remove("events");
            case LOGOUT_TOKEN_WRONG_EVENTS -> claims.put("events", Map.of("urn:test:other-event", Map.of()));
            case LOGOUT_TOKEN_EVENTS_AS_LIST -> claims.put("events", List.of(EVENT));
            case LOGOUT_TOKEN_EVENT_NOT_AN_OBJECT -> claims.put("events", Map.of(EVENT, "now"));
            case LOGOUT_TOKEN_WITH_NONCE -> claims.put("nonce", "nonce");
            default -> {}
        }
    }

    private static void editWhose(Misbehaviour lie, Map<String, Object> claims) {
        switch (lie) {
            case LOGOUT_TOKEN_FOR_NOBODY -> claims.keySet().removeAll(List.of("sid", "sub"));
            case LOGOUT_TOKEN_SID_NOT_TEXT -> claims.put("sid", 42);
            default -> {}
        }
    }

    private static void editHeader(Misbehaviour lie, Map<String, Object> header) {
        switch (lie) {
            case LOGOUT_TOKEN_TYP_JWT -> header.put("typ", "JWT");
            case LOGOUT_TOKEN_NO_TYP -> header.remove("typ");
            default -> {}
        }
    }
}
