package dev.latchkey.javalin;

import dev.latchkey.RelyingParty;
import dev.latchkey.app.LogoutRequest;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Sign-outs that the application starts itself. */
public final class Logouts {
    private Logouts() {}

    /**
     * Signs the user out here, and sends the browser to the provider; no further handler runs. A request that another site
     * made gets a question instead.
     *
     * @throws dev.latchkey.failure.Misconfigured if the sign-out names a provider that is not configured
     */
    public static void start(RelyingParty relyingParty, LogoutRequest logout, Context context) {
        try {
            dev.latchkey.servlet.Logouts.start(relyingParty, logout, context.req(), context.res());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        context.skipRemainingHandlers();
    }
}
