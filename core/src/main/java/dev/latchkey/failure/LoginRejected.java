package dev.latchkey.failure;

import org.jspecify.annotations.Nullable;

/**
 * Somebody said no: the user cancelled, the provider refused (RFC 6749 §4.1.2.1 and §5.2), or the application's login
 * hook rejected the user. Answered with 403; with 500 if the provider rejects not the user but this client.
 */
public final class LoginRejected extends OidcException {
    private static final long serialVersionUID = 1L;

    private final String error;
    private final @Nullable String errorDescription;

    /**
     * A rejection in somebody's words.
     *
     * @param error the {@code error} parameter, or the login hook's reason
     * @param errorDescription the {@code error_description} parameter, if there was one
     */
    public LoginRejected(FailureReason reason, String error, @Nullable String errorDescription) {
        this(reason, error, errorDescription, "");
    }

    /**
     * A rejection in somebody's words, with a word of ours.
     *
     * @param detail for the developer's log alone
     */
    public LoginRejected(FailureReason reason, String error, @Nullable String errorDescription, String detail) {
        super(reason, sentence((errorDescription == null ? error : error + ": " + errorDescription) + detail));
        this.error = error;
        this.errorDescription = errorDescription;
    }

    /** The {@code error} that was sent; foreign text, to be escaped before it is shown. */
    public String error() {
        return error;
    }

    /** The {@code error_description} that was sent; foreign text, to be escaped before it is shown. */
    public @Nullable String errorDescription() {
        return errorDescription;
    }

    /** Foreign words rarely end with a full stop, and more follows them in the log. */
    private static String sentence(String words) {
        return words.endsWith(".") || words.endsWith("!") || words.endsWith("?") ? words : words + ".";
    }

    @Override
    public int status() {
        return reason() == FailureReason.CLIENT_REFUSED ? 500 : 403;
    }
}
