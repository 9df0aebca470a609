package dev.latchkey.config;

import dev.latchkey.failure.Misconfigured;
import org.jspecify.annotations.Nullable;

/**
 * What a registered client knows itself by: static client registration.
 *
 * @param clientId the client id
 * @param clientSecret the client secret; null for a public client
 */
public record ClientCredentials(String clientId, @Nullable String clientSecret) {
    /**
     * Checks that neither is blank.
     *
     * @throws Misconfigured if one is
     */
    public ClientCredentials {
        if (clientId.isBlank()) {
            throw Misconfigured.setting("clientId", "is blank", "the client id from the provider, such as \"client1\"");
        }
        if (clientSecret != null && clientSecret.isBlank()) {
            throw Misconfigured.setting(
                    "clientSecret",
                    "is blank",
                    "the client secret from the provider, or publicClient(clientId) for none");
        }
    }

    @Override
    public String toString() {
        return "ClientCredentials[" + clientId + "]";
    }
}
