package dev.latchkey.testing;

/** Lies in answer to {@code prompt=none} (OpenID Connect Core §3.1.2.6). */
final class SilentLies {
    private SilentLies() {}

    /** Refuses if an active lie says so. */
    static void refuse(ProviderState state) {
        for (Misbehaviour lie : state.behaviour.active()) {
            String error = switch (lie) {
                case SILENT_INTERACTION_REQUIRED -> "interaction_required";
                case SILENT_CONSENT_REQUIRED -> "consent_required";
                case SILENT_ACCOUNT_SELECTION_REQUIRED -> "account_selection_required";
                case SILENT_UNAVAILABLE -> "temporarily_unavailable";
                default -> "";
            };
            if (!error.isEmpty()) {
                throw new OAuthError(error, "The provider does not answer without a page");
            }
        }
    }
}
