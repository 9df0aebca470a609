package dev.latchkey.authorization;

/**
 * A code that came back to the login it was asked for: state and issuer were verified. Only {@link
 * AuthorizationResponse} makes one.
 */
public final class AuthorizationCode {
    private final String value;

    AuthorizationCode(String value) {
        this.value = value;
    }

    /** The code for the token endpoint. */
    public String value() {
        return value;
    }

    @Override
    public String toString() {
        return "AuthorizationCode[redacted]";
    }
}
