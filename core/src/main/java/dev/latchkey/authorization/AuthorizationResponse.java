package dev.latchkey.authorization;

import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.LoginRejected;
import dev.latchkey.failure.ProtocolViolation;
import dev.latchkey.http.WebRequest;
import dev.latchkey.internal.Form;
import dev.latchkey.internal.Printable;
import dev.latchkey.provider.NamedProvider.Relationship;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the browser brings back from the provider (OpenID Connect Core §3.1.2.5), not yet verified. */
public final class AuthorizationResponse {
    private final Form parameters;

    private AuthorizationResponse(Form parameters) {
        this.parameters = parameters;
    }

    /**
     * Reads the response.
     *
     * @throws ProtocolViolation if it came in another way than the one asked for, or is ambiguous
     */
    public static AuthorizationResponse read(WebRequest request) {
        if (!request.method().equals("GET")) {
            throw new ProtocolViolation(
                    FailureReason.RESPONSE_MODE_MISMATCH, "A callback by " + Printable.of(request.method()) + ".");
        }
        return new AuthorizationResponse(Form.parse(request.query()));
    }

    /**
     * The {@code state}.
     *
     * @throws ProtocolViolation if there is none, or more than one
     */
    public String state() {
        requireOnce("state");
        String state = parameters.get("state");
        if (state == null || state.isEmpty()) {
            throw new ProtocolViolation(FailureReason.STATE_MISSING, "A callback without state.");
        }
        return state;
    }

    /**
     * The code, if this response belongs to this login at this provider.
     *
     * @throws ProtocolViolation if it does not
     * @throws LoginRejected if the provider answered with an error
     */
    public AuthorizationCode verify(PendingLogin login, Relationship relationship, URI redirectUri) {
        List.of("code", "iss", "error", "error_description").forEach(this::requireOnce);
        requireBinding(login, relationship, redirectUri);
        requireIssuer(relationship);
        String error = parameters.get("error");
        if (error != null) {
            throw new LoginRejected(
                    FailureReason.AUTHORIZATION_ERROR,
                    Printable.of(error),
                    printableOrNull(parameters.get("error_description")));
        }
        String code = parameters.get("code");
        if (code == null || code.isEmpty()) {
            throw new ProtocolViolation(FailureReason.CODE_MISSING, "Neither code nor error in the callback.");
        }
        return new AuthorizationCode(code);
    }

    private void requireOnce(String parameter) {
        if (parameters.isRepeated(parameter)) {
            throw new ProtocolViolation(
                    FailureReason.PARAMETER_REPEATED, "The parameter '" + parameter + "' appears more than once.");
        }
    }

    private static void requireBinding(PendingLogin login, Relationship relationship, URI redirectUri) {
        if (!login.isBoundTo(relationship, redirectUri)) {
            throw new ProtocolViolation(
                    FailureReason.STATE_UNKNOWN,
                    "The login was started with another issuer, client id or redirect URI than those in force now.");
        }
    }

    /** RFC 9207 §2.4: required if the provider promises it, and exact if it is there. */
    private void requireIssuer(Relationship relationship) {
        String issuer = parameters.get("iss");
        if (issuer == null && relationship.metadata().sendsResponseIssuer()) {
            throw new ProtocolViolation(
                    FailureReason.RESPONSE_ISSUER_MISSING,
                    "The provider " + relationship.metadata().issuer() + " did not send the iss parameter.");
        }
        if (issuer != null && !issuer.equals(relationship.metadata().issuer())) {
            throw new ProtocolViolation(
                    FailureReason.RESPONSE_ISSUER_MISMATCH,
                    "The login was started at " + relationship.metadata().issuer() + ", but " + Printable.of(issuer)
                            + " answered.");
        }
    }

    private static @Nullable String printableOrNull(@Nullable String text) {
        return text == null ? null : Printable.of(text);
    }
}
