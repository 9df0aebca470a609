package dev.latchkey.javalin;

import static dev.latchkey.javalin.AccessRole.anyone;
import static dev.latchkey.javalin.AccessRole.signedIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.app.SignedInUser;
import dev.latchkey.config.Provider;
import dev.latchkey.failure.Misconfigured;
import dev.latchkey.testing.Page;
import dev.latchkey.testing.TestBrowser;
import dev.latchkey.testing.TestProvider;
import io.javalin.http.Context;
import io.javalin.http.staticfiles.Location;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OidcPluginTest {
    private final TestProvider provider = TestProvider.start();
    private TestBrowser browser = new TestBrowser();

    @BeforeEach
    void open_an_empty_browser() {
        browser = new TestBrowser();
    }

    @AfterEach
    void stop_the_provider() {
        provider.close();
    }

    @Test
    void user_comes_back_to_the_page_first_asked_for_with_its_query() {
        try (App app = start()) {
            Page me = browser.signIn(app.url("/me?tab=2&q=a%20b"), "alice");

            assertThat(me.url()).isEqualTo(app.url("/me?tab=2&q=a%20b"));
            assertThat(me.body()).isEqualTo("alice");
        }
    }

    @Test
    void route_for_anyone_sees_who_is_signed_in_and_needs_nobody() {
        try (App app = start()) {
            assertThat(browser.open(app.url("/")).body()).isEqualTo("nobody");
            browser.signIn(app.url("/me"), "bob");
            assertThat(browser.open(app.url("/")).body()).isEqualTo("bob");
        }
    }

    @Test
    void script_gets_401_that_names_the_login_url_and_a_scheme() {
        try (App app = start()) {
            Page answer = browser.fetch(app.url("/me"));

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).isEqualTo("OpenIDConnect realm=\"" + app.url("") + "\"");
            assertThat(answer.body()).contains("\"login_url\":\"" + app.url("/login?return_to=%2F") + "\"");
            assertThat(answer.header("Set-Cookie")).isNull();
        }
    }

    @Test
    void unknown_path_and_wrong_method_tell_strangers_nothing() {
        try (App app = start()) {
            assertThat(browser.fetch(app.url("/no-such-page")).status()).isEqualTo(401);
            assertThat(browser.request("DELETE", app.url("/me"), Map.of()).status())
                    .isEqualTo(401);
            assertThat(browser.request("HEAD", app.url("/me"), Map.of()).status())
                    .isEqualTo(401);

            browser.signIn(app.url("/me"), "alice");

            assertThat(browser.fetch(app.url("/no-such-page")).status()).isEqualTo(404);
            assertThat(browser.request("HEAD", app.url("/me"), Map.of()).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void static_files_obey_the_same_decision() {
        try (App app = App.start(
                App.freePort(), provider, plugin -> plugin.open("/public/*").otherwise(signedIn()), config -> {
                    config.staticFiles.add(files -> {
                        files.hostedPath = "/public";
                        files.directory = "/public";
                        files.location = Location.CLASSPATH;
                    });
                    config.staticFiles.add(files -> {
                        files.hostedPath = "/secret";
                        files.directory = "/secret";
                        files.location = Location.CLASSPATH;
                    });
                    config.routes.get("/me", ctx -> ctx.result("me"));
                })) {
            assertThat(browser.fetch(app.url("/public/style.css")).body()).contains("open style");
            Page refused = browser.fetch(app.url("/secret/plan.txt"));
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.body()).doesNotContain("secret plan");
            for (String way :
                    List.of("/public/%2e%2e/secret", "/public/..%2fsecret", "/public;x/../secret", "//secret")) {
                Page answer = browser.fetch(app.url(way + "/plan.txt"));
                assertThat(answer.status()).as(way).isIn(400, 401, 404);
                assertThat(answer.body()).as(way).doesNotContain("secret plan");
            }

            browser.signIn(app.url("/me"), "alice");

            Page plan = browser.fetch(app.url("/secret/plan.txt"));
            assertThat(plan.body()).contains("secret plan");
        }
    }

    @Test
    void single_page_root_obeys_the_same_decision() {
        try (App app = App.start(
                provider, config -> config.spaRoot.addHandler("/", ctx -> ctx.html("the whole application")))) {
            assertThat(browser.fetch(app.url("/anything")).status()).isEqualTo(401);
            assertThat(browser.signIn(app.url("/anything"), "alice").body()).isEqualTo("the whole application");
        }
    }

    @Test
    void denied_request_reaches_no_handler_that_was_registered_after_the_plugin() {
        List<String> reached = new CopyOnWriteArrayList<>();
        try (App app = App.start(provider, config -> {
            config.routes.before(ctx -> reached.add("before"));
            config.routes.beforeMatched(ctx -> reached.add("beforeMatched"));
            config.routes.get("/me", ctx -> reached.add("handler"));
            config.routes.after(ctx -> reached.add("after"));
        })) {
            assertThat(browser.fetch(app.url("/me")).status()).isEqualTo(401);
            assertThat(browser.step(app.url("/me")).status()).isEqualTo(303);
            assertThat(reached).isEmpty();
        }
    }

    @Test
    void path_rule_covers_every_spelling_that_the_router_accepts() {
        try (App app = App.start(
                App.freePort(),
                provider,
                plugin -> plugin.protect("/admin", signedIn()).otherwise(anyone()),
                config -> {
                    config.router.caseInsensitiveRoutes = true;
                    config.routes.get("/admin", ctx -> ctx.result("admin"));
                })) {
            for (String spelling : List.of(
                    "/admin",
                    "/admin/",
                    "/ADMIN",
                    "/admin;x=y",
                    "/./admin",
                    "/x/../admin",
                    "/%61dmin",
                    "/x%2f..%2fadmin")) {
                Page answer = browser.fetch(app.url(spelling));
                assertThat(answer.status()).as(spelling).isIn(400, 401, 404);
                assertThat(answer.body()).as(spelling).isNotEqualTo("admin");
            }
            assertThat(browser.fetch(app.url("/admin")).status()).isEqualTo(401);
        }
    }

    @Test
    void session_of_one_provider_does_not_open_a_route_of_another() {
        try (TestProvider other = TestProvider.start();
                App app = App.start(
                        App.freePort(),
                        builder -> builder.provider(
                                        "staff",
                                        Provider.discover(provider.issuer()).client("client1", "secret1"))
                                .provider(
                                        "guests",
                                        Provider.discover(other.issuer()).client("client1", "secret1")),
                        plugin -> plugin.otherwise(signedIn()),
                        config -> {
                            config.routes.get("/staff", OidcPluginTest::show, signedIn("staff"));
                            config.routes.get("/guests", OidcPluginTest::show, signedIn("guests"));
                            config.routes.get("/both", OidcPluginTest::show, signedIn());
                        })) {
            assertThat(browser.signIn(app.url("/guests"), "alice").body()).isEqualTo("alice");
            assertThat(browser.fetch(app.url("/both")).status()).isEqualTo(200);
            assertThat(browser.fetch(app.url("/staff")).status()).isEqualTo(401);

            Page redirect = browser.step(app.url("/staff"));
            assertThat(redirect.header("Location")).startsWith(provider.issuer());
            assertThat(browser.signIn(app.url("/staff"), "bob").body()).isEqualTo("bob");
            assertThat(browser.fetch(app.url("/guests")).status()).isEqualTo(401);
        }
    }

    @Test
    void user_is_still_signed_in_after_a_restart() {
        int port = App.freePort();
        try (App app = start(port)) {
            browser.signIn(app.url("/me"), "alice");
        }
        try (App app = start(port)) {
            assertThat(browser.step(app.url("/me")).body()).isEqualTo("alice");
        }
    }

    @Test
    void sign_out_ends_both_sessions_and_returns() {
        try (App app = start()) {
            Page me = browser.signIn(app.url("/page"), "alice");
            Page home = browser.submit(me, "Sign out", Map.of());

            assertThat(home.url()).isEqualTo(app.url("/"));
            assertThat(home.body()).isEqualTo("nobody");
            assertThat(browser.open(app.url("/me")).url()).startsWith(provider.issuer());
        }
    }

    @Test
    void protected_answer_is_private_and_one_with_a_session_cookie_is_never_stored() {
        try (App app = start()) {
            browser.signIn(app.url("/me"), "alice");
            Page first = browser.step(app.url("/cached"));
            assertThat(first.header("Cache-Control")).isEqualTo("public, max-age=600");

            assertThat(browser.step(app.url("/me")).header("Cache-Control")).isEqualTo("private, no-cache");
        }
    }

    @Test
    void path_parameter_may_hold_an_escaped_slash() {
        try (App app = App.start(
                provider, config -> config.routes.get("/files/{name}", ctx -> ctx.result(ctx.pathParam("name"))))) {
            assertThat(browser.fetch(app.url("/files/a%2Fb")).status()).isEqualTo(401);
            assertThat(browser.signIn(app.url("/files/a%2Fb"), "alice").body()).isEqualTo("a/b");
        }
    }

    @Test
    void static_file_that_carries_the_renewed_session_is_never_stored() {
        MovableClock clock = new MovableClock();
        try (App app = App.start(
                App.freePort(),
                builder -> builder.clock(clock)
                        .provider(
                                "default", Provider.discover(provider.issuer()).client("client1", "secret1")),
                plugin -> plugin.otherwise(signedIn()),
                config -> {
                    config.staticFiles.add(files -> {
                        files.hostedPath = "/secret";
                        files.directory = "/secret";
                        files.location = Location.CLASSPATH;
                        files.headers = Map.of("Cache-Control", "public, max-age=600");
                    });
                    config.routes.get("/me", ctx -> ctx.result("me"));
                    config.routes.get("/cached", ctx -> ctx.header("Cache-Control", "public, max-age=600"));
                })) {
            browser.signIn(app.url("/me"), "alice");
            for (String path : List.of("/secret/plan.txt", "/cached")) {
                assertThat(browser.step(app.url(path)).header("Cache-Control")).isEqualTo("public, max-age=600");
                clock.advance(Duration.ofMinutes(4));
                Page renewed = browser.step(app.url(path));
                assertThat(renewed.status()).isEqualTo(200);
                assertThat(renewed.header("Set-Cookie")).contains("latchkey-");
                assertThat(renewed.headers().get("cache-control")).containsExactly("no-store");
            }
        }
    }

    @Test
    void websocket_needs_a_login_and_knows_the_user() throws Exception {
        try (App app = App.start(provider, config -> {
            config.routes.get("/me", OidcPluginTest::show);
            config.routes.ws(
                    "/live",
                    ws -> ws.onConnect(
                            socket -> socket.send(SignedInUsers.of(socket).subject())));
        })) {
            String live = app.url("/live");
            assertThatThrownBy(() -> Live.firstMessage(live, browser))
                    .hasRootCauseMessage("Unexpected HTTP response status code 401");

            browser.signIn(app.url("/me"), "alice");
            assertThat(Live.firstMessage(live, browser)).isEqualTo("alice");
        }
    }

    @Test
    void plugin_without_otherwise_fails_and_says_what_to_write() {
        assertThatThrownBy(() -> App.start(App.freePort(), provider, plugin -> plugin, config -> {}))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("OidcPlugin.otherwise")
                .hasMessageContaining("otherwise(signedIn())");
    }

    @Test
    void route_that_names_an_unknown_provider_fails_at_start() {
        assertThatThrownBy(
                        () -> App.start(provider, config -> config.routes.get("/me", ctx -> {}, signedIn("defualt"))))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("defualt")
                .hasMessageContaining("[default]");
    }

    @Test
    void public_routes_work_while_the_provider_is_down_and_the_first_login_after_its_return_succeeds() {
        int providerPort = App.freePort();
        try (App app = App.start(
                App.freePort(),
                builder -> builder.provider(
                        "default",
                        Provider.discover("http://localhost:" + providerPort).client("client1", "secret1")),
                plugin -> plugin.otherwise(signedIn()),
                config -> {
                    config.routes.get("/", OidcPluginTest::show, anyone());
                    config.routes.get("/me", OidcPluginTest::show);
                })) {
            assertThat(browser.open(app.url("/")).status()).isEqualTo(200);
            Page down = browser.open(app.url("/me"));
            assertThat(down.status()).isEqualTo(503);
            assertThat(down.header("Retry-After")).isNotNull();
            assertThat(down.body()).contains("provider_unreachable");

            try (TestProvider returned =
                    TestProvider.builder().port(providerPort).start()) {
                assertThat(returned.port()).isEqualTo(providerPort);
                assertThat(browser.signIn(app.url("/me"), "alice").body()).isEqualTo("alice");
            }
        }
    }

    private App start() {
        return start(App.freePort());
    }

    private App start(int port) {
        return App.start(port, provider, plugin -> plugin.otherwise(signedIn()), config -> {
            config.routes.get("/", OidcPluginTest::show, anyone());
            config.routes.get("/me", OidcPluginTest::show);
            config.routes.get(
                    "/page", ctx -> ctx.html("<form method=post action=/logout><button>Sign out</button></form>"));
            config.routes.get(
                    "/cached",
                    ctx -> ctx.header("Cache-Control", "public, max-age=600").result("cached"));
        });
    }

    private static void show(Context context) {
        SignedInUser user = SignedInUsers.find(context);
        context.result(user == null ? "nobody" : user.subject());
    }
}
