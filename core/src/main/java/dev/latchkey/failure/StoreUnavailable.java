package dev.latchkey.failure;

/** The session store could not be reached, or did not answer in time; trying again later may help. Answered with 503. */
public final class StoreUnavailable extends OidcException {
    private static final long serialVersionUID = 1L;

    /** A call of the store that failed. */
    public StoreUnavailable(String message, Throwable cause) {
        super(FailureReason.STORE_UNAVAILABLE, message, cause);
    }

    @Override
    public int status() {
        return 503;
    }
}
