package dev.latchkey.javalin;

import dev.latchkey.RelyingParty;
import dev.latchkey.app.LoginRequest;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Logins that the application starts itself. */
public final class Logins {
    private Logins() {}

    /**
     * Sends the browser to the provider; no further handler runs.
     *
     * @throws dev.latchkey.failure.Misconfigured if the login names a provider that is not configured
     */
    public static void start(RelyingParty relyingParty, LoginRequest login, Context context) {
        try {
            dev.latchkey.servlet.Logins.start(relyingParty, login, context.req(), context.res());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        context.skipRemainingHandlers();
    }
}
