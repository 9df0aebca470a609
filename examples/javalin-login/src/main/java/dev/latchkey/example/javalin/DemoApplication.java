package dev.latchkey.example.javalin;

import static dev.latchkey.javalin.AccessRole.anyone;
import static dev.latchkey.javalin.AccessRole.signedIn;

import dev.latchkey.RelyingParty;
import dev.latchkey.config.Provider;
import dev.latchkey.failure.OidcException;
import dev.latchkey.http.WebResponse;
import dev.latchkey.javalin.OidcPlugin;
import dev.latchkey.javalin.SignedInUsers;
import io.javalin.Javalin;
import java.nio.file.Path;

/** The application that the demo shows: a public home page, a page for signed-in users, and an error view. */
public final class DemoApplication {
    private DemoApplication() {}

    /** Starts the application. */
    public static Javalin start(String baseUrl, int port, String secretKey, Provider provider, Path registrationFile) {
        RelyingParty oidc = RelyingParty.builder()
                .baseUrl(baseUrl)
                .secretKey(secretKey)
                .provider("default", provider)
                .registrationFile(registrationFile)
                .afterLogout("/signed_out")
                .errorView((error, request) -> WebResponse.html(error.status(), DemoPages.error(error)))
                .build();
        return Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.registerPlugin(new OidcPlugin(oidc).otherwise(signedIn()));
                    config.routes.get("/", ctx -> ctx.html(DemoPages.home(SignedInUsers.find(ctx))), anyone());
                    config.routes.get(
                            "/signed_out", ctx -> ctx.html(DemoPages.signedOut(endsAtTheProvider(oidc))), anyone());
                    config.routes.error(404, ctx -> ctx.html(DemoPages.notFound(SignedInUsers.find(ctx))));
                    config.routes.get(
                            "/account",
                            ctx -> ctx.html(DemoPages.account(SignedInUsers.of(ctx), ctx.queryParam("tab"))));
                })
                .start("localhost", port);
    }

    private static boolean endsAtTheProvider(RelyingParty oidc) {
        try {
            return oidc.discover("default").endSessionEndpoint() != null;
        } catch (OidcException e) {
            return false;
        }
    }
}
