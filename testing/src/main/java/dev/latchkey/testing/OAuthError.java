package dev.latchkey.testing;

import dev.latchkey.testing.wire.Reply;
import java.util.Map;

/** A refusal in the words of RFC 6749 §5.2 and its relatives. */
final class OAuthError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String error;
    private final String description;

    OAuthError(int status, String error, String description) {
        super(error + ": " + description, null, false, false);
        this.status = status;
        this.error = error;
        this.description = description;
    }

    OAuthError(String error, String description) {
        this(400, error, description);
    }

    String error() {
        return error;
    }

    String description() {
        return description;
    }

    Reply reply() {
        Reply reply = Reply.json(status, Map.of("error", error, "error_description", description));
        return status == 401 ? reply.with("WWW-Authenticate", "Basic realm=\"test provider\"") : reply;
    }
}
