package dev.latchkey.servlet;

import dev.latchkey.RelyingParty;
import dev.latchkey.app.LogoutRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Sign-outs that the application starts itself. */
public final class Logouts {
    private Logouts() {}

    /**
     * Signs the user out here, and sends the browser to the provider; the application writes nothing more. A request that
     * another site made gets a question instead.
     *
     * @throws IOException if the connection breaks
     * @throws IllegalStateException if the response is committed
     * @throws dev.latchkey.failure.Misconfigured if the sign-out names a provider that is not configured
     */
    public static void start(
            RelyingParty relyingParty, LogoutRequest logout, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        ServletExchange.write(relyingParty.logout(ServletExchange.request(request), logout), request, response);
    }
}
