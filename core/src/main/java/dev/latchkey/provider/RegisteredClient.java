package dev.latchkey.provider;

import dev.latchkey.config.ClientAuthentication;
import org.jspecify.annotations.Nullable;

/**
 * This application as the provider knows it: registered by hand or by itself.
 *
 * @param clientId the client id
 * @param clientSecret the client secret; null for a public client
 * @param authentication how the client authenticates at the token endpoint
 * @param idTokenAlgorithm the algorithm that ID tokens must be signed with
 */
public record RegisteredClient(
        String clientId, @Nullable String clientSecret, ClientAuthentication authentication, String idTokenAlgorithm) {
    @Override
    public String toString() {
        return "RegisteredClient[" + clientId + ", " + authentication.method() + "]";
    }
}
