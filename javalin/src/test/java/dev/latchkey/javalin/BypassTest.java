package dev.latchkey.javalin;

import static dev.latchkey.javalin.AccessRole.anyone;
import static dev.latchkey.javalin.AccessRole.signedIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.RelyingParty;
import dev.latchkey.RelyingPartyBuilder;
import dev.latchkey.config.Provider;
import dev.latchkey.servlet.GuardFilter;
import dev.latchkey.testing.Page;
import dev.latchkey.testing.TestBrowser;
import dev.latchkey.testing.TestProvider;
import io.javalin.Javalin;
import io.javalin.http.staticfiles.Location;
import io.javalin.plugin.PluginAlreadyRegisteredException;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.ee10.websocket.server.config.JettyWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Ways around the decision. */
class BypassTest {
    private static final Map<String, String> PREFLIGHT =
            Map.of("Origin", "https://other.example", "Access-Control-Request-Method", "GET");

    private final TestProvider provider = TestProvider.start();
    private final TestProvider other = TestProvider.start();
    private final TestBrowser browser = new TestBrowser();

    @AfterEach
    void stop_the_providers() {
        provider.close();
        other.close();
    }

    @Test
    void method_override_makes_no_preflight_of_a_request_for_a_protected_route() {
        try (App app = App.start(provider, config -> {
            config.routes.get("/role", ctx -> ctx.result("reached"), signedIn());
            config.routes.get("/path", ctx -> ctx.result("reached"));
            config.routes.post("/role", ctx -> ctx.result("reached"), signedIn());
            config.routes.options("/role", ctx -> ctx.result("reached"), signedIn());
        })) {
            for (String line : List.of("OPTIONS GET", "OPTIONS POST", "OPTIONS OPTIONS", "GET OPTIONS", "POST GET")) {
                for (String path : List.of("/role", "/path")) {
                    String[] methods = line.split(" ", 2);
                    Map<String, String> headers = new LinkedHashMap<>(PREFLIGHT);
                    headers.put("X-HTTP-Method-Override", methods[1]);
                    Page answer = browser.request(methods[0], app.url(path), headers);

                    assertThat(answer.status()).as(line + path).isEqualTo(401);
                    assertThat(answer.body()).as(line + path).isNotEqualTo("reached");
                }
            }
        }
    }

    @Test
    void preflight_passes_without_a_login() {
        try (App app = App.start(
                provider, config -> config.routes.options("/me", ctx -> ctx.result("preflight"), signedIn()))) {
            assertThat(browser.request("OPTIONS", app.url("/me"), PREFLIGHT).body())
                    .isEqualTo("preflight");
        }
    }

    @Test
    void no_spelling_of_a_path_takes_a_login_at_another_provider() {
        try (App app = startWithTwoProviders()) {
            assertThat(browser.signIn(app.url("/guests/me"), "mallory").body()).isEqualTo("mallory");
            assertThat(browser.fetch(app.url("/other")).status()).isEqualTo(200);
            for (String path : List.of(
                    "/secret/plan.txt",
                    "/SECRET/plan.txt",
                    "//secret/plan.txt",
                    "/%73ecret/plan.txt",
                    "/x/../secret/plan.txt",
                    "/x/%2e%2e/secret/plan.txt",
                    "/secret;a/plan.txt",
                    "/guests/../secret/plan.txt",
                    "/secret/report",
                    "/SECRET/report",
                    "/secret;a/report")) {
                Page answer = browser.fetch(app.url(path));

                assertThat(answer.status()).as(path).isIn(400, 401);
                assertThat(answer.body()).as(path).doesNotContain("secret plan", "mallory");
            }
        }
    }

    @Test
    void path_that_asks_for_two_providers_is_refused_to_everybody() {
        try (App app = startWithTwoProviders()) {
            browser.signIn(app.url("/guests/me"), "mallory");
            Page answer = browser.fetch(app.url("/guests/../secret/plan.txt"));

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
            assertThat(answer.body()).contains("ask for different things");
        }
    }

    @Test
    void second_plugin_in_one_application_is_refused() {
        try (App app = App.start(provider, config -> {})) {
            RelyingParty second = settings(
                            RelyingParty.builder().baseUrl(app.url("")).secretKey(App.SECRET_KEY))
                    .build();
            assertThatThrownBy(() -> App.start(
                            provider, config -> config.registerPlugin(new OidcPlugin(second).otherwise(anyone()))))
                    .isInstanceOf(PluginAlreadyRegisteredException.class);
        }
    }

    @Test
    void servlet_of_an_application_in_another_server_needs_the_guard_filter() throws Exception {
        int port = App.freePort();
        assertThat(statusOfOpenPage(port, List.of())).isEqualTo(500);
        assertThat(statusOfOpenPage(port, List.of(new GuardFilter()))).isEqualTo(200);
    }

    private int statusOfOpenPage(int port, List<GuardFilter> filters) throws Exception {
        RelyingParty oidc = settings(RelyingParty.builder()
                        .baseUrl("http://localhost:" + port)
                        .secretKey(App.SECRET_KEY))
                .build();
        Javalin javalin = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.registerPlugin(new OidcPlugin(oidc).otherwise(anyone()));
            config.routes.get("/", ctx -> ctx.result("open"));
        });
        ServletContextHandler handler = new ServletContextHandler("/");
        filters.forEach(filter -> handler.addFilter(filter, "/*", EnumSet.allOf(DispatcherType.class)));
        handler.addServlet(new ServletHolder(javalin.javalinServlet()), "/*");
        JettyWebSocketServletContainerInitializer.configure(handler, null);
        Server server = new Server(port);
        server.setHandler(handler);
        server.start();
        try {
            return browser.open("http://localhost:" + port + "/").status();
        } finally {
            server.stop();
        }
    }

    private App startWithTwoProviders() {
        return App.start(
                App.freePort(),
                this::settings,
                plugin -> plugin.protect("/secret/*", signedIn("staff"))
                        .protect("/guests/*", signedIn("guests"))
                        .otherwise(signedIn()),
                config -> {
                    config.router.caseInsensitiveRoutes = true;
                    config.staticFiles.add(files -> {
                        files.hostedPath = "/secret";
                        files.directory = "/secret";
                        files.location = Location.CLASSPATH;
                    });
                    for (String path : List.of("/secret/report", "/guests/me", "/other")) {
                        config.routes.get(
                                path, ctx -> ctx.result(SignedInUsers.of(ctx).subject()));
                    }
                });
    }

    private RelyingPartyBuilder settings(RelyingPartyBuilder builder) {
        return builder.provider("staff", Provider.discover(provider.issuer()).client("client1", "secret1"))
                .provider("guests", Provider.discover(other.issuer()).client("client1", "secret1"));
    }
}
