package dev.latchkey.flow;

import dev.latchkey.app.Decision.Answer;
import dev.latchkey.authorization.ArrivedForm;
import dev.latchkey.authorization.ReturnTo;
import dev.latchkey.config.LoginParameters;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.Misconfigured;
import dev.latchkey.failure.OidcException;
import dev.latchkey.failure.ProtocolViolation;
import dev.latchkey.http.WebRequest;
import dev.latchkey.internal.Form;
import dev.latchkey.internal.Printable;
import dev.latchkey.provider.NamedProvider;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Somebody else, such as a portal, sends the user here to sign in (OpenID Connect Core §4): at a known provider only. */
final class ThirdPartyLogin {
    private static final int MAX_BODY = 8 * 1024;
    private static final int MAX_HINT = 512;

    private final Providers providers;
    private final Addresses addresses;
    private final Login login;
    private final Failures failures;

    ThirdPartyLogin(Providers providers, Addresses addresses, Login login, Failures failures) {
        this.providers = providers;
        this.addresses = addresses;
        this.login = login;
        this.failures = failures;
    }

    /** A request to the {@code initiate_login_uri}. */
    Answer handle(WebRequest request) {
        try {
            Form parameters = parameters(request);
            for (String parameter : List.of("iss", "login_hint", "target_link_uri")) {
                if (parameters.isRepeated(parameter)) {
                    throw new ProtocolViolation(
                            FailureReason.PARAMETER_REPEATED, "'" + parameter + "' appears more than once.");
                }
            }
            NamedProvider provider = provider(parameters.get("iss"));
            String target = parameters.get("target_link_uri");
            return login.start(
                    request,
                    provider,
                    target == null ? ReturnTo.HOME : addresses.pathOf(target),
                    hint(parameters.get("login_hint")));
        } catch (OidcException e) {
            return failure(request, e);
        } catch (RuntimeException e) {
            return failure(request, Misconfigured.unexpected("third-party login", e));
        }
    }

    private Answer failure(WebRequest request, OidcException e) {
        return Responses.answer(failures.answer(e, request, addresses.loginUrl(null, ReturnTo.HOME)));
    }

    private static Form parameters(WebRequest request) {
        if (RequestKind.of(request) == RequestKind.OTHER) {
            throw new ProtocolViolation(
                    FailureReason.RESPONSE_MODE_MISMATCH, "A login is started by navigating, and not by a script.");
        }
        return switch (request.method()) {
            case "GET" -> Form.parse(request.query());
            case "POST" -> ArrivedForm.body(request, MAX_BODY);
            default ->
                throw new ProtocolViolation(
                        FailureReason.RESPONSE_MODE_MISMATCH,
                        "A login is started by GET or POST, and not by " + Printable.of(request.method()) + ".");
        };
    }

    private NamedProvider provider(@Nullable String issuer) {
        NamedProvider provider = issuer == null ? null : providers.withIssuer(issuer);
        if (provider == null) {
            throw new ProtocolViolation(
                    FailureReason.ISSUER_UNKNOWN,
                    "A login at the issuer " + Printable.of(String.valueOf(issuer)) + ", which is not configured.");
        }
        return provider;
    }

    private static LoginParameters hint(@Nullable String hint) {
        return hint == null || hint.isBlank() || hint.length() > MAX_HINT
                ? LoginParameters.none()
                : LoginParameters.none().loginHint(hint);
    }
}
