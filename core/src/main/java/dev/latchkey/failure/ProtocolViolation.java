package dev.latchkey.failure;

/** Somebody sent something wrong; it was refused and nothing was changed. Answered with 400. */
public final class ProtocolViolation extends OidcException {
    private static final long serialVersionUID = 1L;

    /** A violation that was noticed by a check of ours. */
    public ProtocolViolation(FailureReason reason, String message) {
        super(reason, message);
    }

    @Override
    public int status() {
        return 400;
    }
}
