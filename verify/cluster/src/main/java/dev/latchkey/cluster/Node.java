package dev.latchkey.cluster;

import static dev.latchkey.javalin.AccessRole.anyone;
import static dev.latchkey.javalin.AccessRole.signedIn;

import dev.latchkey.RelyingParty;
import dev.latchkey.app.SignedInUser;
import dev.latchkey.config.Provider;
import dev.latchkey.javalin.OidcPlugin;
import dev.latchkey.javalin.SignedInUsers;
import dev.latchkey.store.RevocableSessionStore;
import io.javalin.Javalin;

/** One node of the application: a public page, and one that says who is signed in, with which access token, and where. */
public final class Node {
    private Node() {}

    /** Starts the node. */
    public static void main(String[] arguments) {
        start(NodeSettings.of(arguments));
    }

    private static void start(NodeSettings settings) {
        RevocableSessionStore store = NodeStore.open(settings.store());
        RelyingParty oidc = RelyingParty.builder()
                .baseUrl(settings.baseUrl())
                .secretKey(settings.currentKey(), settings.otherKeys())
                .provider("default", Provider.discover(settings.issuer()).client("client1", "secret1"))
                .backchannelLogout(store)
                .refreshAccessTokens()
                .build();
        Javalin.create(config -> {
                    config.registerPlugin(new OidcPlugin(oidc).otherwise(signedIn()));
                    config.routes.get("/", ctx -> ctx.result("Welcome"), anyone());
                    config.routes.get("/ready", ctx -> ctx.status(answers(store) ? 200 : 503), anyone());
                    config.routes.get("/me", ctx -> {
                        SignedInUser user = SignedInUsers.of(ctx);
                        String mark = TokenMark.of(user.tokens().accessToken());
                        ctx.result(user.subject() + " " + mark + " " + settings.name());
                    });
                })
                .start("127.0.0.1", settings.port());
    }

    /** Before that, a proxy should send nobody here. */
    private static boolean answers(RevocableSessionStore store) {
        try {
            store.value("ready:");
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }
}
