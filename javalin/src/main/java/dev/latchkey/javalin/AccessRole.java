package dev.latchkey.javalin;

import dev.latchkey.app.Access;
import dev.latchkey.failure.Misconfigured;
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

    /** Whoever sends an access token with all these scopes. */
    public static AccessRole bearer(String... scopes) {
        return new AccessRole(Access.bearer(scopes));
    }

    /** Whoever sends an access token with all these scopes; or, if the request has none, whoever is signed in. */
    public static AccessRole signedInOrBearer(String... scopes) {
        return new AccessRole(Access.signedInOrBearer(scopes));
    }

    /** This access, with a role. */
    public AccessRole withRole(String role) {
        return new AccessRole(restricted().withRole(role));
    }

    /** This access, with a claim, by name or path, that has any value but {@code false} and an empty one. */
    public AccessRole withClaim(String path) {
        return new AccessRole(restricted().withClaim(path));
    }

    /** This access, with a claim, by name or path, that has one of these values. */
    public AccessRole withClaim(String path, Object value, Object... others) {
        return new AccessRole(restricted().withClaim(path, value, others));
    }

    /** This access, with one more scope of the access token. */
    public AccessRole withScope(String scope) {
        return new AccessRole(restricted().withScope(scope));
    }

    private Access.Restricted restricted() {
        if (access instanceof Access.Restricted restricted) {
            return restricted;
        }
        throw Misconfigured.setting(
                "AccessRole",
                "asks something of anyone(), whom nobody knows",
                "such as signedIn().withRole(\"admin\")");
    }
}
