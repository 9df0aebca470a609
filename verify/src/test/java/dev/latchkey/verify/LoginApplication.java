package dev.latchkey.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.latchkey.RelyingParty;
import dev.latchkey.RelyingPartyBuilder;
import dev.latchkey.app.Access;
import dev.latchkey.app.Decision;
import dev.latchkey.app.LoginError;
import dev.latchkey.app.LogoutRequest;
import dev.latchkey.app.SignedInUser;
import dev.latchkey.failure.OidcException;
import dev.latchkey.http.SetCookie;
import dev.latchkey.http.WebRequest;
import dev.latchkey.http.WebResponse;
import dev.latchkey.testing.TestBrowser;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * An application over the JDK's HTTP server: {@code /} is for anyone, {@code /leave} signs out, {@code /refresh} uses the
 * refresh token now, {@code /api} is for programs with an access token for {@code read}, {@code /both} for them and for users,
 * {@code /admin} and {@code /api/admin} are for users and programs with the role {@code admin}, every other page shows who is signed in.
 */
public final class LoginApplication implements AutoCloseable {
    private static final LogoutRequest LEAVING =
            LogoutRequest.to("/?bye=1").uiLocales("de", "fr-CA").logoutHint("alice");

    private final HttpServer server;
    private final String baseUrl;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final RelyingParty relyingParty;

    private LoginApplication(HttpServer server, String baseUrl, RelyingParty relyingParty) {
        this.server = server;
        this.baseUrl = baseUrl;
        this.relyingParty = relyingParty;
    }

    /** Starts the application on a free port; base URL, secret key and error view are set already. */
    public static LoginApplication start(UnaryOperator<RelyingPartyBuilder> settings) throws IOException {
        return start(0, settings);
    }

    /** Starts the application on this port. */
    public static LoginApplication start(int port, UnaryOperator<RelyingPartyBuilder> settings) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        return start(server, "http://localhost:" + server.getAddress().getPort(), settings);
    }

    /** Starts the application on a server that has an address already, and is known to browsers by this URL. */
    public static LoginApplication start(
            HttpServer server, String baseUrl, UnaryOperator<RelyingPartyBuilder> settings) {
        RelyingPartyBuilder builder = RelyingParty.builder()
                .baseUrl(baseUrl)
                .secretKey("a-secret-key-for-tests-0123456789abcdef")
                .errorView((error, request) -> WebResponse.html(error.status(), errorPage(error)));
        LoginApplication application =
                new LoginApplication(server, baseUrl, settings.apply(builder).build());
        server.createContext("/", application::handle);
        server.setExecutor(application.threads);
        server.start();
        return application;
    }

    /** The URL of a page. */
    public String url(String pathAndQuery) {
        return baseUrl + pathAndQuery;
    }

    /** The relying party that the application asks. */
    public RelyingParty relyingParty() {
        return relyingParty;
    }

    /** A request of a browser's, for calls of the relying party without a server between. */
    public WebRequest request(TestBrowser browser) {
        String cookies = browser.cookies(url("/")).stream()
                .map(cookie -> cookie.name() + "=" + cookie.value())
                .collect(Collectors.joining("; "));
        return new WebRequest(
                "GET",
                "/me",
                null,
                name -> name.equalsIgnoreCase("Cookie") ? List.of(cookies) : List.of(),
                limit -> new byte[0]);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getRawPath();
            if (path.equals("/refresh")) {
                write(exchange, refreshed(request(exchange)), List.of());
                return;
            }
            Decision decision = path.equals("/leave")
                    ? relyingParty.logout(request(exchange), LEAVING)
                    : relyingParty.decide(request(exchange), access(path));
            if (decision instanceof Decision.Answer answer) {
                write(exchange, answer.response(), answer.response().cookies());
            } else if (decision instanceof Decision.Proceed proceed) {
                write(exchange, WebResponse.html(200, page(path, proceed)), proceed.cookies());
            }
        }
    }

    private WebResponse refreshed(WebRequest request) {
        try {
            return WebResponse.html(200, page("/refresh", relyingParty.refresh(request)));
        } catch (OidcException e) {
            return WebResponse.html(
                    e.status(), "<!doctype html><p>reason=" + e.reason().code() + "</p>");
        }
    }

    private static Access access(String path) {
        return switch (path) {
            case "/" -> Access.anyone();
            case "/api" -> Access.bearer("read");
            case "/both" -> Access.signedInOrBearer("read");
            case "/admin" -> Access.signedIn().withRole("admin");
            case "/api/admin" -> Access.bearer("read").withRole("admin");
            default -> Access.signedIn();
        };
    }

    private static WebRequest request(HttpExchange exchange) {
        return new WebRequest(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                exchange.getRequestURI().getRawQuery(),
                name -> exchange.getRequestHeaders().getOrDefault(name, List.of()),
                limit -> exchange.getRequestBody().readNBytes(limit));
    }

    private static void write(HttpExchange exchange, WebResponse response, List<SetCookie> cookies) throws IOException {
        response.headers().forEach(exchange.getResponseHeaders()::set);
        cookies.forEach(cookie -> exchange.getResponseHeaders().add("Set-Cookie", cookie.header()));
        // What is left unread would cut the connection before the answer arrives.
        exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
        byte[] body = exchange.getRequestMethod().equals("HEAD")
                ? new byte[0]
                : response.body().getBytes(UTF_8);
        exchange.sendResponseHeaders(response.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private static String page(String path, Decision.Proceed proceed) {
        if (proceed.token() != null) {
            return "caller=" + proceed.token().getName() + " scopes="
                    + proceed.token().scopes();
        }
        return proceed.user() == null
                ? "<!doctype html><title>Home</title><h1>Home</h1><a href=\"/me\">Sign in</a>"
                : page(path, proceed.user());
    }

    private static String page(String path, SignedInUser user) {
        return """
                <!doctype html><title>Signed in</title>
                <p>name=%s</p>
                <p>email=%s</p>
                <p>issuer=%s</p>
                <p>attributes=%s</p>
                <p>access_token=%s</p>
                <p>id_token=%s</p>
                <p>claims=%s</p>
                <a href="/logout">Sign out</a>
                %s""".formatted(
                        user.displayName(),
                        user.claim("email"),
                        user.issuer(),
                        user.attributes(),
                        user.tokens().accessToken(),
                        user.tokens().idToken(),
                        user.claims(),
                        path.equals("/watched") ? "<iframe src=\"/redirect_uri/session\" hidden></iframe>" : "");
    }

    private static String errorPage(LoginError error) {
        return "<!doctype html><title>Error</title><p>error=" + error.error() + "</p><p>description="
                + error.errorDescription() + "</p><p>reason=" + error.reason().code() + "</p>";
    }
}
