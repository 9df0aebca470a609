package dev.latchkey.servlet;

import dev.latchkey.RelyingParty;
import dev.latchkey.app.LoginRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Logins that the application starts itself. */
public final class Logins {
    private Logins() {}

    /**
     * Sends the browser to the provider; the application writes nothing more.
     *
     * @throws IOException if the connection breaks
     * @throws IllegalStateException if the response is committed
     * @throws dev.latchkey.failure.Misconfigured if the login names a provider that is not configured
     */
    public static void start(
            RelyingParty relyingParty, LoginRequest login, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        ServletExchange.write(relyingParty.login(ServletExchange.request(request), login), request, response);
    }
}
