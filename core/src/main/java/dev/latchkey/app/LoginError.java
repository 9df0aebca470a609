package dev.latchkey.app;

import dev.latchkey.failure.FailureReason;
import org.jspecify.annotations.Nullable;

/**
 * A failed login, as an error view sees it.
 *
 * @param error the {@code error} of the authorization or token response, or {@code login_refused} for the login hook's
 *     rejection; null if the failure has another cause. Foreign text: escape it.
 * @param errorDescription the {@code error_description}, or the login hook's reason, if there is one. Foreign text:
 *     escape it.
 * @param reason why the login failed
 * @param status the HTTP status that Latchkey's own page would have
 * @param correlationId the id under which the log tells more
 * @param signInUrl where a fresh login starts that leads to the page first asked for
 */
public record LoginError(
        @Nullable String error,
        @Nullable String errorDescription,
        FailureReason reason,
        int status,
        String correlationId,
        String signInUrl) {}
