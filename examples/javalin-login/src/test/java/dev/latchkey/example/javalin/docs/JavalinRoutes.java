package dev.latchkey.example.javalin.docs;

import static dev.latchkey.javalin.AccessRole.anyone;
import static dev.latchkey.javalin.AccessRole.signedIn;

import dev.latchkey.RelyingParty;
import dev.latchkey.app.SignedInUser;
import dev.latchkey.javalin.OidcPlugin;
import dev.latchkey.javalin.SignedInUsers;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;

/** Routes of a Javalin application with the providers "company" and "customers". */
final class JavalinRoutes {
    private JavalinRoutes() {}

    static Javalin application(RelyingParty oidc) {
        return Javalin.create(config -> {
            config.registerPlugin(new OidcPlugin(oidc)
                    .open("/favicon.ico", "/assets/*")
                    .protect("/admin/*", signedIn("company"))
                    .otherwise(signedIn()));
            config.routes.get("/", JavalinRoutes::home, anyone());
            config.routes.get("/orders", JavalinRoutes::orders, signedIn("customers"));
            config.routes.get("/admin/reports", JavalinRoutes::reports);
            config.routes.ws(
                    "/live",
                    ws -> ws.onConnect(
                            ctx -> ctx.send("Hello " + SignedInUsers.of(ctx).displayName())),
                    signedIn());
        });
    }

    static void home(Context ctx) {
        SignedInUser user = SignedInUsers.find(ctx);
        ctx.result(user == null ? "Welcome." : "Welcome back, " + user.displayName() + ".");
    }

    static void orders(Context ctx) {
        SignedInUser user = SignedInUsers.of(ctx);
        ctx.result("Orders of " + user.key());
    }

    static void reports(Context ctx) {
        if (!SignedInUsers.of(ctx).hasRole("auditor")) {
            throw new ForbiddenResponse();
        }
        ctx.result("Reports");
    }
}
