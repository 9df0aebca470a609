package dev.latchkey.app;

import dev.latchkey.config.LoginParameters;
import org.jspecify.annotations.Nullable;

/**
 * A login that the application starts itself, with {@code RelyingParty.login}. Immutable.
 *
 * @param returnTo where the user goes then: a path within the application; anything else leads to the home page
 * @param provider the provider's name; null: the only one, or the user chooses
 * @param parameters what this login asks for, beside what every login at the provider does
 */
public record LoginRequest(String returnTo, @Nullable String provider, LoginParameters parameters) {
    /** A login that leads to this path. */
    public static LoginRequest to(String returnTo) {
        return new LoginRequest(returnTo, null, LoginParameters.none());
    }

    /** This login, at a provider. */
    public LoginRequest at(String provider) {
        return new LoginRequest(returnTo, provider, parameters);
    }

    /** This login, with these parameters. */
    public LoginRequest with(LoginParameters parameters) {
        return new LoginRequest(returnTo, provider, parameters);
    }
}
