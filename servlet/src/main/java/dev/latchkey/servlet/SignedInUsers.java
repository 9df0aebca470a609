package dev.latchkey.servlet;

import dev.latchkey.app.SignedInUser;
import jakarta.servlet.ServletRequest;
import org.jspecify.annotations.Nullable;

/** Who is signed in, for application code. */
public final class SignedInUsers {
    /** The request attribute that holds the {@link SignedInUser}, for templates. */
    public static final String ATTRIBUTE = "dev.latchkey.user";

    private SignedInUsers() {}

    /**
     * The user of a request that needed a login.
     *
     * @throws IllegalStateException if nobody is signed in: the path is open to everybody; see {@link #find}
     */
    public static SignedInUser of(ServletRequest request) {
        SignedInUser user = find(request);
        if (user == null) {
            throw new IllegalStateException(
                    "Nobody is signed in. Protect the path with Access.signedIn(), or use SignedInUsers.find(request).");
        }
        return user;
    }

    /** The user of a request; null if nobody is signed in. */
    public static @Nullable SignedInUser find(ServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof SignedInUser user ? user : null;
    }
}
