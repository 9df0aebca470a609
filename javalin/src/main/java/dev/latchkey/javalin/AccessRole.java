package dev.latchkey.javalin;

import dev.latchkey.app.Access;
import io.javalin.security.RouteRole;

/**
 * An access as the role of a Javalin route.
 *
 * @param access what the route asks for
 */
public record AccessRole(Access access) implements RouteRole {
    /** Everybody, signed in or not. */
    public static AccessRole anyone() {
        return new AccessRole(Access.anyone());
    }

    /** Whoever is signed in. */
    public static AccessRole signedIn() {
        return new AccessRole(Access.signedIn());
    }

    /** Whoever is signed in at this provider. */
    public static AccessRole signedIn(String provider) {
        return new AccessRole(Access.signedIn(provider));
    }
}
