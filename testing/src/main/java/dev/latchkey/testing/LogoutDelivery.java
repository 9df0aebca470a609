package dev.latchkey.testing;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an application answered to a logout token (OpenID Connect Back-Channel Logout §2.8).
 *
 * @param clientId the application
 * @param status the HTTP status; 0 if there was no answer
 * @param headers the first value of each header, by names in lower case
 * @param body the body as text
 */
public record LogoutDelivery(String clientId, int status, Map<String, String> headers, String body) {
    /** The first value of a header, or null; in lower case. */
    public @Nullable String header(String name) {
        return headers.get(name);
    }
}
