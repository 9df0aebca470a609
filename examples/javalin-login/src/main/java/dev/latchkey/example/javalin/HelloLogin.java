package dev.latchkey.example.javalin;

import static dev.latchkey.javalin.AccessRole.anyone;
import static dev.latchkey.javalin.AccessRole.signedIn;

import dev.latchkey.RelyingParty;
import dev.latchkey.config.Provider;
import dev.latchkey.javalin.OidcPlugin;
import dev.latchkey.javalin.SignedInUsers;
import io.javalin.Javalin;

/** The example of the README. */
final class HelloLogin {
    public static void main(String[] args) {
        start("http://localhost:8080", 8080, "https://idp.example.com", System.getenv("SECRET_KEY"));
    }

    static Javalin start(String baseUrl, int port, String issuer, String secretKey) {
        RelyingParty oidc = RelyingParty.builder()
                .baseUrl(baseUrl)
                .secretKey(secretKey)
                .provider("default", Provider.discover(issuer).client("client1", "secret1"))
                .build();
        return Javalin.create(config -> {
                    config.registerPlugin(new OidcPlugin(oidc).otherwise(signedIn()));
                    config.routes.get("/", ctx -> ctx.html("Welcome. <a href='/me'>Sign in</a>"), anyone());
                    config.routes.get(
                            "/me", ctx -> ctx.result(SignedInUsers.of(ctx).displayName()));
                })
                .start(port);
    }
}
