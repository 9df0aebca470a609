package dev.latchkey.app;

import org.jspecify.annotations.Nullable;

/**
 * What a page needs to watch the session at the provider (OpenID Connect Session Management §3).
 *
 * @param clientId the client id
 * @param sessionState the {@code session_state}; null: the provider sent none
 * @param checkSessionIframe the provider's page to ask; null: it has none
 * @param origin the application's origin, which the session state is bound to
 */
public record SessionInfo(
        String clientId,
        @Nullable String sessionState,
        @Nullable String checkSessionIframe,
        String origin) {}
