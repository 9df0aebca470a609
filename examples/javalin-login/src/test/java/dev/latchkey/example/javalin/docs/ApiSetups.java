package dev.latchkey.example.javalin.docs;

import static dev.latchkey.javalin.AccessRole.bearer;
import static dev.latchkey.javalin.AccessRole.signedIn;
import static dev.latchkey.javalin.AccessRole.signedInOrBearer;

import dev.latchkey.AuthorizedHttp;
import dev.latchkey.RelyingParty;
import dev.latchkey.app.Access;
import dev.latchkey.app.AccessToken;
import dev.latchkey.app.TokenIdentity;
import dev.latchkey.app.TokenRequest;
import dev.latchkey.config.AccessTokens;
import dev.latchkey.config.Provider;
import dev.latchkey.config.Weakening;
import dev.latchkey.failure.LoginRejected;
import dev.latchkey.http.WebRequest;
import dev.latchkey.javalin.Bearers;
import dev.latchkey.javalin.OidcPlugin;
import dev.latchkey.servlet.OidcFilter;
import dev.latchkey.servlet.ServletExchange;
import dev.latchkey.testing.TestProvider;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** APIs, and calls of others' APIs. */
final class ApiSetups {
    private ApiSetups() {}

    static Provider jwt() {
        return Provider.discover("https://idp.example.com")
                .client("client1", "secret1")
                .acceptAccessTokens(AccessTokens.jwt("https://api.example.com"));
    }

    static Provider introspected() {
        return Provider.discover("https://idp.example.com")
                .client("client1", "secret1")
                .acceptAccessTokens(AccessTokens.introspected("https://api.example.com")
                        .cache(Duration.ofSeconds(10))
                        .signedAnswers("RS256"));
    }

    static Provider keycloak() {
        return Provider.discover("https://keycloak.example.com/realms/main")
                .client("client1", "secret1")
                .acceptAccessTokens(AccessTokens.jwt("https://api.example.com"))
                .weaken(Weakening.ACCEPT_UNTYPED_ACCESS_TOKENS);
    }

    static RelyingParty published(String secretKey) {
        return RelyingParty.builder()
                .baseUrl("https://api.example.com")
                .secretKey(secretKey)
                .provider("default", jwt())
                .publishResourceMetadata("orders:read", "orders:write")
                .rolesClaim("realm_access.roles")
                .build();
    }

    static Javalin javalin(RelyingParty oidc) {
        return Javalin.create(config -> {
            config.registerPlugin(new OidcPlugin(oidc).otherwise(signedIn()));
            config.routes.get("/api/orders", ApiSetups::orders, bearer("orders:read"));
            config.routes.get("/orders", ApiSetups::orders, signedInOrBearer("orders:read"));
            config.routes.get("/admin", ApiSetups::admin, signedIn().withRole("admin"));
            config.routes.get("/acme", ApiSetups::admin, bearer().withClaim("tenant.id", "acme"));
            config.routes.ws(
                    "/live",
                    ws -> ws.onConnect(socket -> {
                        Instant end = Bearers.of(socket).expiresAt();
                        if (end != null) {
                            long seconds = Duration.between(Instant.now(), end).toSeconds();
                            CompletableFuture.delayedExecutor(seconds, TimeUnit.SECONDS)
                                    .execute(socket::closeSession);
                        }
                    }),
                    bearer("orders:read"));
        });
    }

    static OidcFilter filter(RelyingParty oidc) {
        return OidcFilter.of(oidc)
                .protect("/api/*", Access.bearer("orders:read"))
                .protect("/orders/*", Access.signedInOrBearer("orders:read"))
                .protect("/admin/*", Access.signedIn().withRole("admin"))
                .otherwise(Access.signedIn());
    }

    static void orders(Context ctx) {
        TokenIdentity caller = Bearers.find(ctx);
        ctx.result(caller == null ? "A user's orders" : "Orders for " + caller.clientId() + ": " + caller.key());
    }

    static void admin(Context ctx) {
        ctx.result("For administrators");
    }

    static AuthorizedHttp services() {
        return AuthorizedHttp.allowing(
                HttpClient.newHttpClient(), "https://orders.example.com/v1", "https://stock.example.com");
    }

    static String ordersOfTheUser(RelyingParty oidc, AuthorizedHttp services, Context ctx)
            throws IOException, InterruptedException {
        WebRequest request = ServletExchange.request(ctx.req());
        HttpRequest call = HttpRequest.newBuilder(URI.create("https://orders.example.com/v1/mine"))
                .timeout(Duration.ofSeconds(5))
                .build();
        HttpResponse<String> answer = services.send(call, BodyHandlers.ofString(), oidc.tokensOf(request));
        return answer.body();
    }

    static HttpResponse<String> stock(RelyingParty oidc, AuthorizedHttp services)
            throws IOException, InterruptedException {
        TokenRequest own = TokenRequest.at("default").scopes("stock:read").resource("https://stock.example.com");
        HttpRequest call = HttpRequest.newBuilder(URI.create("https://stock.example.com/levels"))
                .build();
        return services.send(call, BodyHandlers.ofString(), oidc.tokensOf(own));
    }

    static void token(RelyingParty oidc, WebRequest request, Context ctx) {
        try {
            AccessToken token = oidc.validAccessToken(request);
            ctx.header("X-Token-Ends", String.valueOf(token.expiresAt()));
        } catch (LoginRejected e) {
            ctx.redirect("/login?return_to=/orders");
        }
    }

    static String tokenForATest(TestProvider provider) {
        return provider.accessToken()
                .subject("alice")
                .audience("https://api.example.com")
                .scopes("orders:read")
                .expiresIn(Duration.ofMinutes(5))
                .issue();
    }
}
