package dev.latchkey.app;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sign-out that the application starts itself, with {@code RelyingParty.logout}. Immutable.
 *
 * @param returnTo where the user goes then: a path within the application; anything else leads to the home page
 * @param provider where to sign out if nobody is signed in here any more: the provider's name; null: the only one
 * @param uiLocales the languages for the provider's pages, best first
 * @param logoutHint who is to be signed out, in the provider's words; null: nothing is said
 */
public record LogoutRequest(
        String returnTo,
        @Nullable String provider,
        List<String> uiLocales,
        @Nullable String logoutHint) {
    /** Copies the languages. */
    public LogoutRequest {
        uiLocales = List.copyOf(uiLocales);
    }

    /** A sign-out that leads to this path. */
    public static LogoutRequest to(String returnTo) {
        return new LogoutRequest(returnTo, null, List.of(), null);
    }

    /** This sign-out, at this provider even if nobody is signed in here any more. */
    public LogoutRequest at(String provider) {
        return new LogoutRequest(returnTo, provider, uiLocales, logoutHint);
    }

    /** This sign-out, with pages of the provider in these languages, as in {@code fr-CA}. */
    public LogoutRequest uiLocales(String... locales) {
        return new LogoutRequest(returnTo, provider, List.of(locales), logoutHint);
    }

    /** This sign-out, with a hint who is to be signed out (OpenID Connect RP-Initiated Logout §2). */
    public LogoutRequest logoutHint(String hint) {
        return new LogoutRequest(returnTo, provider, uiLocales, hint);
    }

    @Override
    public String toString() {
        return "LogoutRequest[to " + returnTo + "]";
    }
}
