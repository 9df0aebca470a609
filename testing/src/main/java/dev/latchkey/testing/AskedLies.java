package dev.latchkey.testing;

import java.util.Map;

/** Lies about what an authorization request asked for. */
final class AskedLies {
    private AskedLies() {}

    /** Lies in the claims of an ID token. */
    static void editIdToken(Map<String, Object> claims, Asked asked, ProviderState state) {
        for (Misbehaviour lie : state.behaviour.active()) {
            switch (lie) {
                case ACR_WRONG -> claims.put("acr", "urn:test:nothing");
                case ACR_MISSING -> claims.remove("acr");
                case ESSENTIAL_CLAIM_MISSING ->
                    claims.keySet()
                            .removeAll(ClaimsParameter.essential(asked.claims().idToken()));
                default -> {}
            }
        }
    }

    static void editUserInfo(Map<String, Object> claims, Asked asked, ProviderState state) {
        if (state.is(Misbehaviour.ESSENTIAL_USERINFO_CLAIM_MISSING)) {
            claims.keySet().removeAll(ClaimsParameter.essential(asked.claims().userInfo()));
        }
    }
}
