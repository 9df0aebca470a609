package dev.latchkey.failure;

/**
 * A login, or the set-up of one, that failed; the kind says who must act, the reason says why.
 *
 * <p>The message is for the developer's log. It holds no secret, token, code or cookie value.
 */
public abstract sealed class OidcException extends RuntimeException
        permits LoginRejected, ProtocolViolation, ProviderUnavailable, StoreUnavailable, Misconfigured {
    private static final long serialVersionUID = 1L;

    private final FailureReason reason;

    OidcException(FailureReason reason, String message) {
        super(message);
        this.reason = reason;
    }

    OidcException(FailureReason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** The stable reason. */
    public final FailureReason reason() {
        return reason;
    }

    /** The HTTP status of the answer to the browser. */
    public abstract int status();
}
