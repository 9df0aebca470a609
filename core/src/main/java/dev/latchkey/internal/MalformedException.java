package dev.latchkey.internal;

/** Foreign text that is not what it should be; the message says what is wrong without quoting the text. */
public final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String problem;

    /** Says what is wrong. */
    public MalformedException(String message) {
        super(message);
        this.problem = message;
    }

    @Override
    public String getMessage() {
        return problem;
    }
}
