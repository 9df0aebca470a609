package dev.latchkey.example.javalin.docs;

import dev.latchkey.RelyingParty;
import dev.latchkey.app.LoginError;
import dev.latchkey.app.LoginHook.LoginDecision;
import dev.latchkey.app.SignedInUser;
import dev.latchkey.http.WebRequest;
import dev.latchkey.http.WebResponse;
import java.util.Locale;
import java.util.Map;

/** The application's say in a login, and its own page for a failed one. */
final class OwnPages {
    private OwnPages() {}

    static RelyingParty relyingParty(String secretKey) {
        return RelyingParty.builder()
                .baseUrl("https://app.example.com")
                .secretKey(secretKey)
                .onLogin(OwnPages::onlyOurCompany)
                .errorView(OwnPages::failed)
                .provider("default", ProviderSetups.discoveredAndRegisteredByHand())
                .build();
    }

    static LoginDecision onlyOurCompany(SignedInUser user) {
        String email = user.claim("email");
        boolean verified = Boolean.TRUE.equals(user.claims().get("email_verified"));
        if (email == null || !verified || !email.toLowerCase(Locale.ROOT).endsWith("@example.com")) {
            return LoginDecision.reject("Only accounts of example.com may sign in here.");
        }
        return LoginDecision.accept(Map.of("department", "sales"));
    }

    static WebResponse failed(LoginError error, WebRequest request) {
        String text = error.error() == null ? "The sign-in failed." : "The sign-in failed: " + error.error() + ".";
        return WebResponse.text(
                error.status(),
                text + "\nTry again: " + error.signInUrl() + "\nReference: "
                        + error.reason().code() + ", " + error.correlationId());
    }
}
