package dev.latchkey.servlet;

import dev.latchkey.RelyingParty;
import dev.latchkey.config.AccessTokens;
import dev.latchkey.config.Provider;
import dev.latchkey.servlet.container.Container;
import dev.latchkey.servlet.container.RunningServer;
import dev.latchkey.servlet.container.WebApp;
import dev.latchkey.servlet.container.Wire;
import dev.latchkey.servlet.container.WireAnswer;
import dev.latchkey.testing.TestBrowser;
import dev.latchkey.testing.TestProvider;
import dev.latchkey.testing.TestUser;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An application that runs in a container, with {@link Echo} at {@code /me}, {@code /open/*} and {@code /}. */
final class Application implements AutoCloseable {
    /** The provider's time and every application's; it only ever moves on. */
    static final MovableClock CLOCK = new MovableClock();

    /** One for all tests; it ends with the process. */
    static final TestProvider PROVIDER = TestProvider.builder()
            .clock(CLOCK)
            .start()
            .user(TestUser.of("alice").claim("name", "Alice Archer"))
            .user(TestUser.of("bob").claim("name", "Bob Baker"))
            .user(TestUser.of("carol").claim("name", "Carol Carter").claim("roles", List.of("admin")));

    static final String SECRET_KEY = "the secret key of the tests, long enough";

    /** What a browser sends with a top-level navigation of the user's own. */
    static final String[] NAVIGATION = {
        "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document", "Sec-Fetch-Site: none", "Accept: text/html"
    };

    private final RunningServer server;
    private final Echo echo;
    private final String baseUrl;

    private Application(RunningServer server, Echo echo, String baseUrl) {
        this.server = server;
        this.echo = echo;
        this.baseUrl = baseUrl;
    }

    static Application start(Container container) {
        return start(container, Setup.standard());
    }

    static Application start(Container container, Setup setup) {
        Echo echo = new Echo();
        RunningServer server = container.start(port -> {
            RelyingParty oidc = relyingParty(setup, setup.baseUrl().apply(port));
            WebApp app = WebApp.of(setup.rules().apply(OidcFilter.of(oidc)))
                    .servlet("/me/*", echo)
                    .servlet("/open/*", echo)
                    .servlet("", echo);
            return setup.application().apply(app);
        });
        return new Application(server, echo, setup.baseUrl().apply(server.port()));
    }

    static RelyingParty relyingParty(Setup setup, String baseUrl) {
        return setup.settings()
                .apply(RelyingParty.builder()
                        .baseUrl(baseUrl)
                        .secretKey(SECRET_KEY)
                        .clock(CLOCK)
                        .provider(
                                "default",
                                Provider.discover(PROVIDER.issuer())
                                        .client("client1", "secret1")
                                        .acceptAccessTokens(AccessTokens.jwt("https://api.example.com"))))
                .build();
    }

    int port() {
        return server.port();
    }

    /** How often the application was reached. */
    int calls() {
        return echo.calls();
    }

    /** The public URL of a path. */
    String url(String path) {
        return baseUrl + path;
    }

    /** A request as it is told. */
    WireAnswer send(String method, String target, String... headers) {
        return Wire.send(port(), method, target, headers);
    }

    /** A request with further headers. */
    WireAnswer send(String method, String target, String[] headers, String... more) {
        return send(method, target, join(headers, more));
    }

    private static String[] join(String[] headers, String... more) {
        return Stream.of(headers, more).flatMap(Arrays::stream).toArray(String[]::new);
    }

    /** The {@code Cookie} line of a browser for this application. */
    String cookies(TestBrowser browser) {
        return "Cookie: "
                + browser.cookies(url("/")).stream()
                        .map(cookie -> cookie.name() + "=" + cookie.value())
                        .collect(Collectors.joining("; "));
    }

    @Override
    public void close() {
        server.close();
    }
}
