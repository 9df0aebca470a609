package dev.latchkey.example.javalin.docs;

import static dev.latchkey.javalin.AccessRole.signedIn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.RelyingParty;
import dev.latchkey.config.Provider;
import dev.latchkey.javalin.OidcPlugin;
import dev.latchkey.javalin.SignedInUsers;
import dev.latchkey.testing.Misbehaviour;
import dev.latchkey.testing.Page;
import dev.latchkey.testing.TestBrowser;
import dev.latchkey.testing.TestProvider;
import dev.latchkey.testing.TestProviderExtension;
import dev.latchkey.testing.TestUser;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestProviderExtension.class)
class MyApplicationTest {
    private Javalin application = Javalin.create();
    private String url = "";

    @BeforeEach
    void start(TestProvider provider) throws IOException {
        int port = freePort();
        url = "http://localhost:" + port;
        RelyingParty oidc = RelyingParty.builder()
                .baseUrl(url)
                .secretKey("a key for tests, 32 characters or more")
                .provider("default", Provider.discover(provider.issuer()).client("client1", "secret1"))
                .build();
        application = Javalin.create(config -> {
                    config.registerPlugin(new OidcPlugin(oidc).otherwise(signedIn()));
                    config.routes.get("/admin", MyApplicationTest::admin);
                })
                .start(port);
    }

    @AfterEach
    void stop() {
        application.stop();
    }

    @Test
    void an_administrator_sees_the_page_and_others_do_not(TestProvider provider) {
        provider.user(TestUser.of("carol").claim("roles", List.of("admin")));

        assertThat(new TestBrowser().signIn(url + "/admin", "carol").body()).isEqualTo("For administrators");
        assertThat(new TestBrowser().signIn(url + "/admin", "bob").status()).isEqualTo(403);
    }

    @Test
    void an_outage_of_the_provider_is_explained(TestProvider provider, TestBrowser browser) {
        provider.misbehave(Misbehaviour.TOKEN_SERVER_ERROR);

        Page page = browser.signIn(url + "/admin", "alice");

        assertThat(page.status()).isEqualTo(503);
        assertThat(page.text()).contains("does not answer right now", "provider_bad_answer");
    }

    private static void admin(Context ctx) {
        if (!SignedInUsers.of(ctx).hasRole("admin")) {
            throw new ForbiddenResponse();
        }
        ctx.result("For administrators");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
