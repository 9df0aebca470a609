package dev.latchkey.testing;

/** A refusal that only the user can be told, because it is not safe to redirect (RFC 6749 §4.1.2.1). */
final class PageError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PageError(String message) {
        super(message, null, false, false);
    }
}
