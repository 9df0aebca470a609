package dev.latchkey.flow;

import dev.latchkey.app.ErrorView;
import dev.latchkey.app.LoginError;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.LoginRejected;
import dev.latchkey.failure.Misconfigured;
import dev.latchkey.failure.OidcException;
import dev.latchkey.failure.StoreUnavailable;
import dev.latchkey.http.WebRequest;
import dev.latchkey.http.WebResponse;
import dev.latchkey.internal.Printable;
import dev.latchkey.internal.RandomBytes;
import java.net.URI;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of a failed login: one warning in the log, and one page, with an id in common. */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger("dev.latchkey");
    private static final int RETRY_AFTER_SECONDS = 10;
    private static final int MAX_MESSAGE_LENGTH = 1000;
    private static final Set<FailureReason> WITH_FOREIGN_WORDS = Set.of(
            FailureReason.AUTHORIZATION_ERROR,
            FailureReason.TOKEN_ERROR,
            FailureReason.CLIENT_REFUSED,
            FailureReason.LOGIN_REFUSED);

    private final @Nullable ErrorView view;
    private final String home;

    Failures(@Nullable ErrorView view, URI home) {
        this.view = view;
        this.home = home.toString();
    }

    /**
     * Logs the failure and answers with a page.
     *
     * @param signInUrl where a fresh login starts
     */
    WebResponse answer(OidcException failure, WebRequest request, URI signInUrl) {
        String correlationId = RandomBytes.base64Url256().substring(0, 10);
        log(failure, correlationId);
        boolean hasWords = WITH_FOREIGN_WORDS.contains(failure.reason());
        LoginError error = new LoginError(
                hasWords && failure instanceof LoginRejected rejected ? rejected.error() : null,
                hasWords && failure instanceof LoginRejected rejected ? rejected.errorDescription() : null,
                failure.reason(),
                failure.status(),
                correlationId,
                signInUrl.toString());
        WebResponse response = render(error, request);
        return failure.status() == 503
                ? response.header("Retry-After", Integer.toString(RETRY_AFTER_SECONDS))
                : response;
    }

    private static void log(OidcException failure, String correlationId) {
        String entry = "Login failed: " + failure.reason().code() + " [" + correlationId + "]. "
                + Printable.of(String.valueOf(failure.getMessage()), MAX_MESSAGE_LENGTH) + " Hint: "
                + failure.reason().hint();
        boolean isOurs = failure instanceof Misconfigured || failure instanceof StoreUnavailable;
        if (isOurs && failure.getCause() != null) {
            LOG.warn(entry, failure);
        } else {
            LOG.warn(entry);
        }
    }

    private WebResponse render(LoginError error, WebRequest request) {
        if (view != null) {
            try {
                return Objects.requireNonNull(view.render(error, request), "the error view answered null");
            } catch (RuntimeException e) {
                LOG.error("The application's error view threw an exception; the generic page is shown instead.", e);
            }
        }
        return genericPage(error);
    }

    private WebResponse genericPage(LoginError error) {
        StringBuilder content = new StringBuilder(Pages.paragraph(explanation(error)));
        boolean isRefused = error.reason() == FailureReason.LOGIN_REFUSED;
        String words = isRefused ? error.errorDescription() : foreignWords(error);
        if (words != null) {
            content.append(Pages.paragraph(words));
        }
        content.append(Pages.actions(
                Pages.primaryLink(error.signInUrl(), isRefused ? "Use another account" : "Sign in again"),
                Pages.link(home, "Home page")));
        content.append(Pages.smallPrint("If this keeps happening, tell the people who run this site: "
                + error.reason().code() + ", " + error.correlationId()));
        return Pages.page(error.status(), "You are not signed in", content.toString());
    }

    private static @Nullable String foreignWords(LoginError error) {
        String description = error.errorDescription();
        return description == null ? error.error() : description + " (" + error.error() + ")";
    }

    private static String explanation(LoginError error) {
        return switch (error.reason()) {
            case AUTHORIZATION_ERROR -> "The sign-in was cancelled or refused.";
            case LOGIN_REFUSED -> "This application does not let you in.";
            case STATE_EXPIRED -> "The sign-in took too long. Please start again.";
            case STATE_UNKNOWN, STATE_USED, STATE_MISSING ->
                "This sign-in page is no longer valid. Please start again.";
            case ACR_NOT_MET -> "This page needs a stronger sign-in than the one you used. Please sign in that way.";
            case ESSENTIAL_CLAIM_MISSING ->
                "The sign-in service did not pass on everything that this application needs to know about you.";
            case ISSUER_UNKNOWN -> "This site does not know the sign-in service that you were sent from.";
            case LOGIN_LOOP ->
                "You signed in several times, but your browser did not keep the sign-in."
                        + " Please check that cookies are allowed for this site, and try again.";
            case PROVIDER_UNREACHABLE, PROVIDER_TIMEOUT, PROVIDER_BAD_ANSWER, PROVIDER_ANSWER_TOO_LARGE ->
                "The sign-in service does not answer right now. Please try again in a moment.";
            case STORE_UNAVAILABLE -> "This site cannot sign you in right now. Please try again in a moment.";
            default -> "Something went wrong while you were signing in. Please try again.";
        };
    }
}
