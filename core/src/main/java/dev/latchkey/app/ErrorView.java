package dev.latchkey.app;

import dev.latchkey.http.WebRequest;
import dev.latchkey.http.WebResponse;

/** The application's own page for a failed login. Must be thread-safe. */
@FunctionalInterface
public interface ErrorView {
    /** The page; it is sent with {@code Cache-Control: no-store}, whatever it says. */
    WebResponse render(LoginError error, WebRequest request);
}
