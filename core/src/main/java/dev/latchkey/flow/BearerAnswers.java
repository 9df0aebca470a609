package dev.latchkey.flow;

import dev.latchkey.app.Decision.Answer;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.Misconfigured;
import dev.latchkey.failure.OidcException;
import dev.latchkey.failure.ProtocolViolation;
import dev.latchkey.failure.ProviderUnavailable;
import dev.latchkey.failure.StoreUnavailable;
import dev.latchkey.http.WebResponse;
import dev.latchkey.internal.Json;
import dev.latchkey.internal.Printable;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a caller with a bad access token, or with none, is told (RFC 6750 §3). Never a redirect, never a cookie. */
final class BearerAnswers {
    private static final Logger LOG = LoggerFactory.getLogger("dev.latchkey");
    private static final String RETRY_AFTER_SECONDS = "10";
    private static final Set<FailureReason> BAD_REQUESTS =
            Set.of(FailureReason.BEARER_MALFORMED, FailureReason.BEARER_REPEATED, FailureReason.BEARER_IN_QUERY);

    private final String challenge;

    /**
     * Of this application.
     *
     * @param realm its URL
     * @param metadata where it describes itself to clients (RFC 9728 §5.1); null: nowhere
     */
    BearerAnswers(String realm, @Nullable URI metadata) {
        this.challenge =
                "Bearer realm=\"" + realm + "\"" + (metadata == null ? "" : ", resource_metadata=\"" + metadata + "\"");
    }

    /** The challenge to a request without any token, which names no error (RFC 6750 §3.1). */
    String challenge() {
        return challenge;
    }

    /** There is no token. */
    Answer missing() {
        return answer(401, "access_token_missing", "Send an access token: Authorization: Bearer ...", challenge);
    }

    /** The token, or the way it came, is bad; or nobody can say. */
    Answer refused(OidcException failure, List<String> scopes) {
        log(failure);
        if (failure instanceof ProviderUnavailable || failure instanceof StoreUnavailable) {
            return unavailable(failure);
        }
        if (!(failure instanceof ProtocolViolation)) {
            return answer(500, "server_error", failure.reason().code(), null);
        }
        FailureReason reason = failure.reason();
        if (BAD_REQUESTS.contains(reason)) {
            return refused(400, "invalid_request", reason, "");
        }
        if (reason == FailureReason.BEARER_INSUFFICIENT) {
            String wanted = scopes.isEmpty() ? "" : ", scope=\"" + String.join(" ", scopes) + "\"";
            return refused(403, "insufficient_scope", reason, wanted);
        }
        return refused(401, "invalid_token", reason, "");
    }

    private Answer refused(int status, String error, FailureReason reason, String more) {
        String words = ", error=\"" + error + "\", error_description=\"" + reason.code() + "\"" + more;
        return answer(status, error, reason.code(), challenge + words);
    }

    private static Answer unavailable(OidcException failure) {
        Answer answer = answer(503, "temporarily_unavailable", failure.reason().code(), null);
        return new Answer(answer.response().header("Retry-After", RETRY_AFTER_SECONDS), answer.change());
    }

    private static Answer answer(int status, String error, String description, @Nullable String challenge) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error", error);
        body.put("error_description", description);
        WebResponse response = WebResponse.json(status, Json.write(body));
        return Responses.answer(challenge == null ? response : response.header("WWW-Authenticate", challenge));
    }

    /** Anybody can send bad tokens, so they are no warnings. */
    private static void log(OidcException failure) {
        String entry = "Access token refused: " + failure.reason().code() + ". "
                + Printable.of(String.valueOf(failure.getMessage())) + " Hint: "
                + failure.reason().hint();
        if (failure instanceof ProtocolViolation) {
            LOG.info(entry);
        } else if (failure instanceof Misconfigured && failure.getCause() != null) {
            LOG.warn(entry, failure);
        } else {
            LOG.warn(entry);
        }
    }
}
