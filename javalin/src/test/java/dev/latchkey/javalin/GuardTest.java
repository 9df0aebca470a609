package dev.latchkey.javalin;

import static dev.latchkey.javalin.AccessRole.anyone;
import static dev.latchkey.javalin.AccessRole.signedIn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.RelyingPartyBuilder;
import dev.latchkey.config.Provider;
import dev.latchkey.testing.Page;
import dev.latchkey.testing.TestBrowser;
import dev.latchkey.testing.TestProvider;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What holds beyond the moment of the decision: caching and the container's session. */
class GuardTest {
    private final MovableClock clock = new MovableClock();
    private final TestProvider provider = TestProvider.builder().clock(clock).start();
    private final TestBrowser browser = new TestBrowser();

    @AfterEach
    void stop_the_provider() {
        provider.close();
    }

    @Test
    void response_that_carries_the_renewed_session_is_never_stored_however_it_is_sent() {
        try (App app = start(config -> {
            config.routes.get("/me", GuardTest::show);
            config.routes.get("/small", ctx -> cacheable(ctx).result("small"));
            config.routes.get("/large", ctx -> cacheable(ctx).outputStream().write(new byte[200_000]));
            config.routes.get("/flushed", ctx -> {
                cacheable(ctx).res().flushBuffer();
                ctx.header("Cache-Control", "public, max-age=600");
            });
            config.routes.get("/later", ctx -> {
                CompletableFuture<String> later = CompletableFuture.supplyAsync(() -> "later");
                ctx.future(() -> later.thenAccept(text -> cacheable(ctx).result(text)));
            });
        })) {
            browser.signIn(app.url("/me"), "alice");
            for (String path : List.of("/small", "/large", "/flushed", "/later")) {
                clock.advance(Duration.ofMinutes(4));
                Page renewed = browser.step(app.url(path));

                assertThat(renewed.status()).as(path).isEqualTo(200);
                assertThat(renewed.header("Set-Cookie")).as(path).contains("latchkey-");
                assertThat(renewed.headers().get("cache-control")).as(path).containsExactly("no-store");
                assertThat(renewed.header("CDN-Cache-Control")).as(path).isNull();
                assertThat(renewed.header("Surrogate-Control")).as(path).isNull();

                Page plain = browser.step(app.url(path));
                assertThat(plain.header("Set-Cookie")).as(path).isNull();
                assertThat(plain.header("Cache-Control")).as(path).isEqualTo("public, max-age=600");
                assertThat(plain.header("CDN-Cache-Control")).as(path).isEqualTo("public");
            }
        }
    }

    @Test
    void another_user_does_not_find_the_session_of_one_whose_login_had_ended_by_itself() {
        try (App app = startWithNotes()) {
            browser.signIn(app.url("/put"), "alice");
            clock.advance(Duration.ofMinutes(31));
            provider.signOutEverywhere();

            assertThat(browser.fetch(app.url("/me")).status()).isEqualTo(401);
            assertThat(browser.signIn(app.url("/me"), "bob").body()).isEqualTo("bob finds null");
        }
    }

    @Test
    void nobody_does_not_find_the_session_of_one_whose_login_had_ended_by_itself() {
        try (App app = startWithNotes()) {
            assertThat(browser.signIn(app.url("/put"), "alice").body()).isEqualTo("alice finds note of alice");
            clock.advance(Duration.ofMinutes(31));
            provider.signOutEverywhere();

            assertThat(browser.open(app.url("/")).body()).isEqualTo("nobody finds null");
            assertThat(browser.signIn(app.url("/me"), "alice").body()).isEqualTo("alice finds note of alice");
        }
    }

    @Test
    void websocket_finds_the_session_of_nobody_else() throws Exception {
        try (App app = startWithNotes()) {
            assertThat(browser.signIn(app.url("/put"), "alice").body()).isEqualTo("alice finds note of alice");
            assertThat(Live.firstMessage(app.url("/live"), browser)).isEqualTo("note of alice");
            clock.advance(Duration.ofMinutes(31));

            assertThat(Live.firstMessage(app.url("/live"), browser)).isEqualTo("null");
            assertThat(Live.firstMessage(app.url("/live"), new TestBrowser())).isEqualTo("null");
        }
    }

    @Test
    void a_login_keeps_what_nobody_had_put_into_the_session() {
        try (App app = startWithNotes()) {
            assertThat(browser.open(app.url("/put-open")).body()).isEqualTo("nobody finds note of nobody");
            assertThat(browser.signIn(app.url("/me"), "alice").body()).isEqualTo("alice finds note of nobody");
        }
    }

    @Test
    void sign_out_ends_the_session() {
        try (App app = startWithNotes()) {
            browser.signIn(app.url("/put"), "alice");
            browser.post(app.url("/logout"), Map.of());
            provider.signOutEverywhere();

            assertThat(browser.signIn(app.url("/me"), "alice").body()).isEqualTo("alice finds null");
        }
    }

    private App startWithNotes() {
        return start(config -> {
            config.routes.get("/", GuardTest::show, anyone());
            config.routes.get("/me", GuardTest::show);
            config.routes.get("/put", GuardTest::put);
            config.routes.get("/put-open", GuardTest::put, anyone());
            config.routes.ws(
                    "/live",
                    ws -> ws.onConnect(socket -> {
                        String note = socket.sessionAttribute("note");
                        socket.send(String.valueOf(note));
                    }),
                    anyone());
        });
    }

    private App start(Consumer<JavalinConfig> routes) {
        return App.start(App.freePort(), this::settings, plugin -> plugin.otherwise(signedIn()), routes);
    }

    private RelyingPartyBuilder settings(RelyingPartyBuilder builder) {
        return builder.clock(clock)
                .provider("default", Provider.discover(provider.issuer()).client("client1", "secret1"));
    }

    private static Context cacheable(Context context) {
        return context.header("Cache-Control", "public, max-age=600")
                .header("CDN-Cache-Control", "public")
                .header("Surrogate-Control", "max-age=600");
    }

    private static void put(Context context) {
        context.sessionAttribute("note", "note of " + name(context));
        show(context);
    }

    private static void show(Context context) {
        context.result(name(context) + " finds " + context.sessionAttribute("note"));
    }

    private static String name(Context context) {
        var user = SignedInUsers.find(context);
        return user == null ? "nobody" : user.subject();
    }
}
