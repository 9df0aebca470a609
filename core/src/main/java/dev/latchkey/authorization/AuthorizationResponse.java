package dev.latchkey.authorization;

import dev.latchkey.config.ResponseMode;
import dev.latchkey.config.ResponseType;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.LoginRejected;
import dev.latchkey.failure.ProtocolViolation;
import dev.latchkey.http.WebRequest;
import dev.latchkey.internal.Printable;
import dev.latchkey.provider.NamedProvider.Relationship;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the browser brings back from the provider (OpenID Connect Core §3.1.2.5, §3.2.2.5, §3.3.2.5), not yet verified. */
public final class AuthorizationResponse {
    private static final List<String> PARAMETERS = List.of(
            "code",
            "iss",
            "error",
            "error_description",
            "id_token",
            "access_token",
            "token_type",
            "expires_in",
            "session_state");

    private final ArrivedForm arrived;

    private AuthorizationResponse(ArrivedForm arrived) {
        this.arrived = arrived;
    }

    /**
     * Reads a response that arrived at the redirect URI.
     *
     * @throws ProtocolViolation if it cannot be read
     */
    public static AuthorizationResponse atRedirectUri(WebRequest request) {
        return new AuthorizationResponse(ArrivedForm.atRedirectUri(request));
    }

    /**
     * Reads a response that our own page took from the fragment.
     *
     * @param origin our own origin
     * @throws ProtocolViolation if it cannot be read, or comes from elsewhere
     */
    public static AuthorizationResponse relayed(WebRequest request, String origin) {
        return new AuthorizationResponse(ArrivedForm.relayed(request, origin));
    }

    /** The {@code state}, if there is one; for an answer to whatever is wrong. */
    public @Nullable String stateOrNull() {
        return parameter("state");
    }

    /**
     * The {@code state}.
     *
     * @throws ProtocolViolation if there is none, or more than one
     */
    public String state() {
        requireOnce("state");
        return required("state", FailureReason.STATE_MISSING);
    }

    /**
     * What it brings, if it belongs to this login at this provider.
     *
     * @throws ProtocolViolation if it does not, or is incomplete
     * @throws LoginRejected if the provider answered with an error
     */
    public FrontChannel verify(PendingLogin login, Relationship relationship, URI redirectUri) {
        PARAMETERS.forEach(this::requireOnce);
        requireBinding(login, relationship, redirectUri);
        requireMode(relationship.settings().responseMode());
        requireIssuer(relationship);
        refuseError();
        ResponseType type = relationship.settings().responseType();
        if (type.hasAccessToken()) {
            requireBearer();
        }
        return new FrontChannel(
                type.hasCode() ? new AuthorizationCode(required("code", FailureReason.CODE_MISSING)) : null,
                type.hasIdToken() ? required("id_token", FailureReason.ID_TOKEN_MISSING) : null,
                type.hasAccessToken() ? required("access_token", FailureReason.ACCESS_TOKEN_MISSING) : null,
                expiresIn(),
                sessionState());
    }

    private void requireOnce(String parameter) {
        if (arrived.parameters().isRepeated(parameter)) {
            throw new ProtocolViolation(
                    FailureReason.PARAMETER_REPEATED, "The parameter '" + parameter + "' appears more than once.");
        }
    }

    private static void requireBinding(PendingLogin login, Relationship relationship, URI redirectUri) {
        if (!login.isBoundTo(relationship, redirectUri)) {
            throw new ProtocolViolation(
                    FailureReason.STATE_UNKNOWN,
                    "The login was started with another issuer, client, redirect URI or response type than those in"
                            + " force now.");
        }
    }

    private void requireMode(ResponseMode wanted) {
        if (arrived.mode() != wanted) {
            throw new ProtocolViolation(
                    FailureReason.RESPONSE_MODE_MISMATCH,
                    "The answer came as " + arrived.mode().value() + ", but " + wanted.value() + " was asked for.");
        }
    }

    /** RFC 9207 §2.4: required if the provider promises it, and exact if it is there. */
    private void requireIssuer(Relationship relationship) {
        String issuer = parameter("iss");
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

    private void refuseError() {
        String error = parameter("error");
        if (error != null) {
            String description = parameter("error_description");
            throw new LoginRejected(
                    FailureReason.AUTHORIZATION_ERROR,
                    Printable.of(error),
                    description == null ? null : Printable.of(description));
        }
    }

    private void requireBearer() {
        if (!"Bearer".equalsIgnoreCase(parameter("token_type"))) {
            throw new ProtocolViolation(
                    FailureReason.TOKEN_TYPE_UNSUPPORTED, "The token_type in the callback is not Bearer.");
        }
    }

    private @Nullable Long expiresIn() {
        String seconds = parameter("expires_in");
        return seconds != null && seconds.matches("[0-9]{1,9}") ? Long.valueOf(seconds) : null;
    }

    /** Opaque, without spaces (OpenID Connect Session Management §2); anything else counts as not sent. */
    private @Nullable String sessionState() {
        String state = parameter("session_state");
        return state != null && state.matches("[\\x21-\\x7e]{1,256}") ? state : null;
    }

    private String required(String parameter, FailureReason otherwise) {
        String value = parameter(parameter);
        if (value == null || value.isEmpty()) {
            throw new ProtocolViolation(otherwise, "A callback without " + parameter + ".");
        }
        return value;
    }

    private @Nullable String parameter(String name) {
        return arrived.parameters().get(name);
    }
}
