package dev.latchkey.failure;

/** The provider could not be reached, or its answer could not be used; trying again later may help. Answered with 503. */
public final class ProviderUnavailable extends OidcException {
    private static final long serialVersionUID = 1L;

    /** An unusable answer. */
    public ProviderUnavailable(FailureReason reason, String message) {
        super(reason, message);
    }

    /** A failed call. */
    public ProviderUnavailable(FailureReason reason, String message, Throwable cause) {
        super(reason, message, cause);
    }

    @Override
    public int status() {
        return 503;
    }
}
