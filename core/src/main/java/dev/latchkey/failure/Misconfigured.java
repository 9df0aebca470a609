package dev.latchkey.failure;

/** The developer must change something: a setting, the registration at the provider, or the login hook. Answered with 500. */
public final class Misconfigured extends OidcException {
    private static final long serialVersionUID = 1L;

    /** A configuration that cannot work. */
    public Misconfigured(FailureReason reason, String message) {
        super(reason, message);
    }

    /** A configuration that failed with an exception. */
    public Misconfigured(FailureReason reason, String message, Throwable cause) {
        super(reason, message, cause);
    }

    /**
     * A setting that is missing, malformed or contradicts another.
     *
     * @param setting the setting's name, as the developer writes it
     * @param problem what is wrong with it
     * @param expected the expected form, with an example
     */
    public static Misconfigured setting(String setting, String problem, String expected) {
        return new Misconfigured(
                FailureReason.SETTING_INVALID,
                "Setting '" + setting + "' " + problem + ". Expected: " + expected + ".");
    }

    /** Something that should not happen, such as an exception from a transport of the application's own. */
    public static Misconfigured unexpected(String during, RuntimeException cause) {
        return new Misconfigured(
                FailureReason.INTERNAL_ERROR,
                "The " + during + " failed with " + cause.getClass().getName() + ".",
                cause);
    }

    @Override
    public int status() {
        return 500;
    }
}
