package dev.latchkey.app;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A session that somebody has somewhere.
 *
 * @param key what the store keeps it under; whoever knows it cannot act in the session's name
 * @param provider the provider's name
 * @param issuer the issuer
 * @param subject the user's identifier at the issuer
 * @param sid the provider's session, if the ID token of the login named it
 * @param beganAt when the login was
 * @param seenAt when it was last used, to a tenth of the idle timeout
 * @param endsAt when it ends at the latest, as far as is known now
 * @param attributes what the login hook attached
 */
public record ActiveSession(
        String key,
        String provider,
        String issuer,
        String subject,
        @Nullable String sid,
        Instant beganAt,
        Instant seenAt,
        Instant endsAt,
        Map<String, String> attributes) {
    /** Keeps its own copy of the attributes. */
    public ActiveSession {
        attributes = Map.copyOf(attributes);
    }
}
