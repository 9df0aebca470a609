package dev.latchkey.verify.browser;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import dev.latchkey.RelyingPartyBuilder;
import dev.latchkey.config.HttpSettings;
import dev.latchkey.config.Provider;
import dev.latchkey.testing.TestClient;
import dev.latchkey.testing.TestProvider;
import dev.latchkey.verify.Gateway;
import dev.latchkey.verify.LoginApplication;
import dev.latchkey.verify.Tls;
import dev.latchkey.verify.Tunnel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An application at {@code https://app.example} and a provider at {@code https://idp.example}: two sites, as in production.
 * Two ports of localhost are one site, and prove nothing about cookies.
 */
final class TwoSites implements AutoCloseable {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<HttpServer> others = new CopyOnWriteArrayList<>();
    private final Path directory;
    private final TestProvider provider;
    private final Tunnel tunnel;
    private final LoginApplication application;
    private final @Nullable Gateway gateway;

    /** The settings of the application, given one for the provider. */
    @FunctionalInterface
    interface Settings {
        RelyingPartyBuilder apply(RelyingPartyBuilder builder, Provider provider);
    }

    private TwoSites(Path directory, Settings settings, @Nullable UnaryOperator<String> edit) throws Exception {
        this.directory = directory;
        provider = TestProvider.builder()
                .https("idp.example", Tls.context("idp.example", directory))
                .start();
        tunnel = Tunnel.start();
        HttpSettings http = HttpSettings.defaults()
                .trust(Tls.trust("idp.example", directory))
                .proxy(tunnel.proxy());

        HttpsServer front = Tls.server("app.example", directory);
        String baseUrl = "https://app.example:" + front.getAddress().getPort();
        provider.client(TestClient.confidential("shop", "shop-secret")
                .withRedirectUris(baseUrl + "/redirect_uri")
                .withPostLogoutRedirectUris(baseUrl + "/logged_out"));
        Provider configured = Provider.discover(provider.issuer()).client("shop", "shop-secret");
        HttpServer server = front;
        if (edit == null) {
            gateway = null;
        } else {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            gateway = new Gateway("http://localhost:" + server.getAddress().getPort(), edit);
            others.add(front);
            front.createContext("/", gateway);
            front.setExecutor(threads);
            front.start();
        }
        application =
                LoginApplication.start(server, baseUrl, builder -> settings.apply(builder.http(http), configured));
    }

    /** Two sites. */
    static TwoSites start(Path directory, Settings settings) throws Exception {
        return new TwoSites(directory, settings, null);
    }

    /** Two sites; somebody changes the application's pages on their way to the browser. */
    static TwoSites startTampered(Path directory, Settings settings, UnaryOperator<String> edit) throws Exception {
        return new TwoSites(directory, settings, edit);
    }

    /** A browser that finds the sites. */
    Chromium browser() throws Exception {
        return Chromium.startResolving("MAP *.example 127.0.0.1");
    }

    TestProvider provider() {
        return provider;
    }

    /** The URL of a page of the application. */
    String url(String pathAndQuery) {
        return application.url(pathAndQuery);
    }

    /** Where a login at the provider of this name starts. */
    String loginUrl(String providerName) {
        return url("/login?return_to=/me&provider=" + providerName);
    }

    /** What the browser asked of the application that somebody tampers with. */
    Gateway tamperer() {
        if (gateway == null) {
            throw new IllegalStateException("nobody tampers");
        }
        return gateway;
    }

    /** A third site, at {@code https://<name>.example}, of one page; the answer is its URL. */
    String alsoAt(String name, String page) throws Exception {
        HttpsServer server = Tls.server(name + ".example", directory);
        server.createContext("/", exchange -> {
            try (exchange) {
                byte[] body = page.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.setExecutor(threads);
        server.start();
        others.add(server);
        return "https://" + name + ".example:" + server.getAddress().getPort() + "/";
    }

    @Override
    public void close() throws IOException {
        application.close();
        others.forEach(server -> server.stop(0));
        tunnel.close();
        provider.close();
        threads.shutdownNow();
    }
}
