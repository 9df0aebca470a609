package dev.latchkey.javalin;

import static dev.latchkey.javalin.AccessRole.anyone;
import static dev.latchkey.javalin.AccessRole.bearer;
import static dev.latchkey.javalin.AccessRole.signedIn;
import static dev.latchkey.javalin.AccessRole.signedInOrBearer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.app.SignedInUser;
import dev.latchkey.app.TokenIdentity;
import dev.latchkey.config.AccessTokens;
import dev.latchkey.config.Provider;
import dev.latchkey.failure.Misconfigured;
import dev.latchkey.testing.Page;
import dev.latchkey.testing.TestAccessToken;
import dev.latchkey.testing.TestBrowser;
import dev.latchkey.testing.TestProvider;
import dev.latchkey.testing.TestUser;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Routes, WebSockets and event streams for programs with access tokens. */
class BearerTest {
    private final TestProvider provider = TestProvider.start();
    private final TestBrowser browser = new TestBrowser();
    private final App app = App.start(
            App.freePort(),
            builder -> builder.provider(
                    "default",
                    Provider.discover(provider.issuer())
                            .client("client1", "secret1")
                            .acceptAccessTokens(AccessTokens.jwt("https://api.example.com"))),
            plugin -> plugin.protect("/files/*", bearer("read")).otherwise(signedIn()),
            BearerTest::routes);

    private static void routes(JavalinConfig config) {
        config.routes.get("/me", BearerTest::show);
        config.routes.get("/api", BearerTest::show, bearer("read"));
        config.routes.get("/both", BearerTest::show, signedInOrBearer("read"));
        config.routes.get("/admin", BearerTest::show, signedIn().withRole("admin"));
        config.routes.get("/acme", BearerTest::show, bearer().withScope("read").withClaim("tenant", "acme"));
        config.routes.sse("/events", client -> client.close(), signedInOrBearer());
        config.routes.get("/strict", ctx -> ctx.result(Bearers.of(ctx).scopes().toString()), bearer());
        config.routes.ws(
                "/live",
                ws -> ws.onConnect(socket -> {
                    TokenIdentity caller = Bearers.find(socket);
                    SignedInUser user = SignedInUsers.find(socket);
                    socket.send(
                            caller != null
                                    ? "token " + caller.subject() + " until " + caller.expiresAt()
                                    : user == null
                                            ? "nobody"
                                            : "user " + user.subject() + " until " + user.expiresAt());
                }),
                signedInOrBearer("read"));
        config.routes.ws(
                "/live-api",
                ws -> ws.onConnect(
                        socket -> socket.send(String.valueOf(Bearers.of(socket).subject()))),
                bearer("read"));
    }

    private static void show(Context ctx) {
        TokenIdentity caller = Bearers.find(ctx);
        SignedInUser user = SignedInUsers.find(ctx);
        ctx.result(caller != null ? "token " + caller.subject() : user == null ? "nobody" : "user " + user.subject());
    }

    @AfterEach
    void stop() {
        app.close();
        provider.close();
    }

    private TestAccessToken token() {
        return provider.accessToken().scopes("read");
    }

    private Page get(String path, TestAccessToken token) {
        return browser.request("GET", app.url(path), Map.of("Authorization", "Bearer " + token.issue()));
    }

    @Test
    void route_for_tokens_takes_tokens_alone() {
        assertThat(get("/api", token()).body()).isEqualTo("token alice");
        assertThat(get("/strict", token()).body()).isEqualTo("[read]");
        assertThat(get("/api", token().scopes("write")).status()).isEqualTo(403);
        assertThat(get("/api", token().audience("other")).header("WWW-Authenticate"))
                .contains("error=\"invalid_token\"", "bearer_audience");
        assertThat(get("/files/x", token()).status()).isEqualTo(404);
        assertThat(get("/me", token()).status()).isEqualTo(401);

        browser.signIn(app.url("/me"), "bob");
        Page answer = browser.fetch(app.url("/api"));
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate"))
                .startsWith("Bearer realm=")
                .doesNotContain("error");
    }

    @Test
    void route_for_both_lets_the_token_decide_if_there_is_one() {
        browser.signIn(app.url("/me"), "bob");

        assertThat(browser.fetch(app.url("/both")).body()).isEqualTo("user bob");
        Page good = get("/both", token());
        assertThat(good.body()).isEqualTo("token alice");
        assertThat(good.header("Set-Cookie")).isNull();
        Page bad = get("/both", token().audience("other"));
        assertThat(bad.status()).isEqualTo(401);
        assertThat(bad.header("Set-Cookie")).isNull();
    }

    @Test
    void route_asks_for_roles_and_claims() {
        provider.user(TestUser.of("carol").claim("roles", List.of("admin")));

        assertThat(browser.signIn(app.url("/admin"), "carol").body()).isEqualTo("user carol");
        Page refused = new TestBrowser().signIn(app.url("/admin"), "bob");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text()).contains("You may not see this page");
        assertThat(get("/acme", token().claim("tenant", "acme")).body()).isEqualTo("token alice");
        assertThat(get("/acme", token()).status()).isEqualTo(403);
    }

    @Test
    void websocket_and_event_stream_without_either_get_401() {
        for (String path : List.of("/live", "/live-api")) {
            assertThatThrownBy(() -> Live.firstMessage(app.url(path), browser))
                    .hasRootCauseMessage("Unexpected HTTP response status code 401");
            assertThatThrownBy(() -> Live.firstMessage(app.url(path), "Authorization", "Bearer garbage"))
                    .hasRootCauseMessage("Unexpected HTTP response status code 401");
        }
        Page stream = browser.request("GET", app.url("/events"), Map.of("Accept", "text/event-stream"));
        assertThat(stream.status()).isEqualTo(401);
        assertThat(stream.header("Location")).isNull();
    }

    @Test
    void websocket_knows_the_caller_and_when_its_token_ends() throws Exception {
        String token = token().claim("exp", 4_102_444_800L).issue();

        assertThat(Live.firstMessage(app.url("/live"), "Authorization", "Bearer " + token))
                .isEqualTo("token alice until 2100-01-01T00:00:00Z");
        assertThat(Live.firstMessage(app.url("/live-api"), "Authorization", "Bearer " + token))
                .isEqualTo("alice");
    }

    @Test
    void websocket_knows_the_user_and_when_the_session_ends() throws Exception {
        browser.signIn(app.url("/me"), "bob");

        String message = Live.firstMessage(app.url("/live"), browser);

        assertThat(message).startsWith("user bob until ");
        assertThat(Instant.parse(message.substring("user bob until ".length()))).isAfter(Instant.now());
    }

    @Test
    void nothing_is_asked_of_anyone() {
        assertThatThrownBy(() -> anyone().withRole("admin"))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("whom nobody knows");
        assertThatThrownBy(() -> signedIn().withScope("read")).isInstanceOf(Misconfigured.class);
    }

    @Test
    void route_for_tokens_fails_at_start_where_nobody_says_how_they_are_checked() {
        assertThatThrownBy(() -> App.start(provider, config -> config.routes.get("/x", ctx -> {}, bearer())))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("acceptAccessTokens");
    }
}
