package dev.latchkey.flow;

import dev.latchkey.app.Decision.Answer;
import dev.latchkey.failure.StoreUnavailable;
import dev.latchkey.http.WebRequest;
import dev.latchkey.http.WebResponse;
import dev.latchkey.internal.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The session store does not answer: what needs a session is answered with 503, and nobody is signed out for it. One
 * warning every ten seconds. Thread-safe.
 */
final class StoreTrouble {
    private static final Logger LOG = LoggerFactory.getLogger("dev.latchkey");
    private static final Duration BETWEEN_WARNINGS = Duration.ofSeconds(10);
    private static final String RETRY_AFTER_SECONDS = "10";

    private final InstantSource clock;
    private final AtomicReference<Instant> nextWarning = new AtomicReference<>(Instant.MIN);

    StoreTrouble(InstantSource clock) {
        this.clock = clock;
    }

    /** Leaves one warning in the log. */
    void warn(StoreUnavailable failure) {
        Instant now = clock.instant();
        Instant next = nextWarning.get();
        if (!now.isBefore(next) && nextWarning.compareAndSet(next, now.plus(BETWEEN_WARNINGS))) {
            LOG.warn(
                    "{}: {} Hint: {}",
                    failure.reason().code(),
                    failure.getMessage(),
                    failure.reason().hint(),
                    failure.getCause());
        }
    }

    /** The answer to whoever needs a session. */
    Answer answer(WebRequest request, StoreUnavailable failure) {
        warn(failure);
        WebResponse response = RequestKind.of(request) == RequestKind.OTHER ? json(failure) : page();
        return Responses.answer(response.header("Retry-After", RETRY_AFTER_SECONDS));
    }

    private static WebResponse json(StoreUnavailable failure) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error", "temporarily_unavailable");
        body.put("error_description", failure.reason().code());
        return WebResponse.json(503, Json.write(body));
    }

    private static WebResponse page() {
        return Pages.page(
                503,
                "Please try again in a moment",
                Pages.paragraph("This site cannot look up your sign-in right now. You have not been signed out:"
                        + " wait a few seconds, then load this page again."));
    }
}
