package dev.latchkey.provider;

import dev.latchkey.config.ClientAuthentication;
import dev.latchkey.config.JwtProtection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * This application as the provider knows it: registered by hand or by itself.
 *
 * @param clientId the client id
 * @param clientSecret the client secret; null for a client without one
 * @param authentication how the client authenticates at the token endpoint
 * @param idToken how ID tokens must be protected
 * @param userInfo how UserInfo must be protected; null: it is JSON
 * @param requestObjectAlgorithm the algorithm that request objects must have; null: any
 * @param requestUris the addresses of ours that the provider fetches request objects from; none: any
 */
public record RegisteredClient(
        String clientId,
        @Nullable String clientSecret,
        ClientAuthentication authentication,
        JwtProtection idToken,
        @Nullable JwtProtection userInfo,
        @Nullable String requestObjectAlgorithm,
        List<String> requestUris) {
    @Override
    public String toString() {
        return "RegisteredClient[" + clientId + ", " + authentication.method() + "]";
    }
}
