package dev.latchkey.javalin;

import dev.latchkey.app.SignedInUser;
import io.javalin.http.Context;
import io.javalin.websocket.WsContext;
import org.jspecify.annotations.Nullable;

/** Who is signed in, for handlers. */
public final class SignedInUsers {
    private SignedInUsers() {}

    /**
     * The user of a route that needs a login.
     *
     * @throws IllegalStateException if nobody is signed in: the route is open to everybody; see {@link #find}
     */
    public static SignedInUser of(Context context) {
        return dev.latchkey.servlet.SignedInUsers.of(context.req());
    }

    /** The user of a request; null if nobody is signed in. */
    public static @Nullable SignedInUser find(Context context) {
        return dev.latchkey.servlet.SignedInUsers.find(context.req());
    }

    /**
     * The user who opened a WebSocket, as of then; null if nobody was signed in. The session ends at {@code expiresAt()} at
     * the latest: close the socket then.
     */
    public static @Nullable SignedInUser find(WsContext context) {
        return context.attribute(dev.latchkey.servlet.SignedInUsers.ATTRIBUTE);
    }

    /**
     * The user who opened a WebSocket that needs a login, as of then.
     *
     * @throws IllegalStateException if nobody was signed in
     */
    public static SignedInUser of(WsContext context) {
        SignedInUser user = find(context);
        if (user == null) {
            throw new IllegalStateException("Nobody was signed in. Give the WebSocket the role signedIn().");
        }
        return user;
    }
}
