package dev.latchkey.testing;

import java.util.LinkedHashMap;
import java.util.Map;

/** Lies about tokens that somebody asks about. */
final class IntrospectionLies {
    private static final long HOUR = 3600;

    private IntrospectionLies() {}

    static void edit(Map<String, Object> members, ProviderState state) {
        long now = state.clock.now().getEpochSecond();
        for (Misbehaviour lie : state.behaviour.active()) {
            switch (lie) {
                case INTROSPECTION_ACTIVE_TEXT -> members.put("active", "true");
                case INTROSPECTION_ACTIVE_MISSING -> members.remove("active");
                case INTROSPECTION_OTHER_ISSUER -> members.put("iss", "https://other-issuer.example");
                case INTROSPECTION_OTHER_AUDIENCE -> members.put("aud", "https://other-service.example");
                case INTROSPECTION_NO_AUDIENCE -> members.remove("aud");
                case INTROSPECTION_NO_ISSUER -> members.remove("iss");
                case INTROSPECTION_NO_EXPIRY -> members.remove("exp");
                case INTROSPECTION_EXPIRED -> members.put("exp", now - HOUR);
                case INTROSPECTION_NOT_YET_VALID -> members.put("nbf", now + HOUR);
                case INTROSPECTION_TYPE_MAC -> members.put("token_type", "mac");
                default -> {}
            }
        }
    }

    /** The signed answer, with the active lies. */
    static String sign(
            Map<String, Object> claims, Map<String, Object> header, ResponseSigner honest, ProviderState state) {
        Map<String, Object> said = new LinkedHashMap<>(header);
        ResponseSigner signer = honest;
        for (Misbehaviour lie : state.behaviour.active()) {
            switch (lie) {
                case INTROSPECTION_JWT_OTHER_ISSUER -> claims.put("iss", "https://other-issuer.example");
                case INTROSPECTION_JWT_OTHER_AUDIENCE -> claims.put("aud", "other-client");
                case INTROSPECTION_JWT_OLD ->
                    claims.put("iat", state.clock.now().getEpochSecond() - HOUR);
                case INTROSPECTION_JWT_EMPTY -> claims.remove("token_introspection");
                case INTROSPECTION_JWT_OTHER_TYPE -> said.put("typ", "JWT");
                case INTROSPECTION_JWT_BAD_SIGNATURE -> signer = signer.badly();
                case INTROSPECTION_JWT_ALG_NONE -> {
                    said.put("alg", "none");
                    signer = signer.unsigned("none");
                }
                default -> {}
            }
        }
        return new ResponseSigner(signer.key(), said, signer.digest(), signer.signer()).sign(claims);
    }
}
