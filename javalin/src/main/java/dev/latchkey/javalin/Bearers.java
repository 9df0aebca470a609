package dev.latchkey.javalin;

import dev.latchkey.app.TokenIdentity;
import io.javalin.http.Context;
import io.javalin.websocket.WsContext;
import org.jspecify.annotations.Nullable;

/** Who calls with an access token, for handlers. */
public final class Bearers {
    private Bearers() {}

    /**
     * The caller of a route that needs an access token.
     *
     * @throws IllegalStateException if it was let in by something else; see {@link #find(Context)}
     */
    public static TokenIdentity of(Context context) {
        return dev.latchkey.servlet.Bearers.of(context.req());
    }

    /** The caller; null if no access token let the request in. */
    public static @Nullable TokenIdentity find(Context context) {
        return dev.latchkey.servlet.Bearers.find(context.req());
    }

    /**
     * The caller who opened a WebSocket that needs an access token, as of then. The token ends at {@code expiresAt()}: close
     * the socket then.
     *
     * @throws IllegalStateException if it was opened by something else
     */
    public static TokenIdentity of(WsContext context) {
        TokenIdentity caller = find(context);
        if (caller == null) {
            throw new IllegalStateException("No access token opened this WebSocket. Give it the role bearer(...).");
        }
        return caller;
    }

    /** The caller who opened a WebSocket; null if no access token did. */
    public static @Nullable TokenIdentity find(WsContext context) {
        return context.attribute(dev.latchkey.servlet.Bearers.ATTRIBUTE);
    }
}
