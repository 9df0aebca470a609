package dev.latchkey.testing;

/** Lies in the ID token of a refresh. */
final class RefreshLies {
    private RefreshLies() {}

    static void edit(IdTokenDraft draft, ProviderState state) {
        for (Misbehaviour lie : state.behaviour.active()) {
            switch (lie) {
                case REFRESH_OTHER_SUBJECT -> draft.claims.put("sub", "somebody-else");
                case REFRESH_OTHER_ISSUER -> draft.claims.put("iss", "https://other-issuer.example");
                case REFRESH_OTHER_AUDIENCE -> draft.claims.put("aud", "other-client");
                case REFRESH_OTHER_AUTH_TIME -> draft.claims.put("auth_time", draft.now.getEpochSecond() - 86_400);
                case REFRESH_OTHER_NONCE -> draft.claims.put("nonce", "wrong-nonce");
                default -> {}
            }
        }
    }
}
