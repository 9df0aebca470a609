package dev.latchkey.servlet;

import dev.latchkey.app.TokenIdentity;
import jakarta.servlet.ServletRequest;
import org.jspecify.annotations.Nullable;

/** Who calls with an access token, for application code. */
public final class Bearers {
    /** The request attribute that holds the {@link TokenIdentity}. */
    public static final String ATTRIBUTE = "dev.latchkey.token";

    private Bearers() {}

    /**
     * The caller of a request that needed an access token.
     *
     * @throws IllegalStateException if it was let in by something else; see {@link #find}
     */
    public static TokenIdentity of(ServletRequest request) {
        TokenIdentity caller = find(request);
        if (caller == null) {
            throw new IllegalStateException("No access token let this request in. Protect the path with"
                    + " Access.bearer(...), or use Bearers.find(request).");
        }
        return caller;
    }

    /** The caller of a request; null if no access token let it in. */
    public static @Nullable TokenIdentity find(ServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof TokenIdentity caller ? caller : null;
    }
}
