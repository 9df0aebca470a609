package dev.latchkey.javalin;

import dev.latchkey.RelyingParty;
import dev.latchkey.RelyingPartyBuilder;
import dev.latchkey.config.Provider;
import dev.latchkey.testing.TestProvider;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A Javalin application behind the plugin, on a free port. */
final class App implements AutoCloseable {
    static final String SECRET_KEY = "a secret key for tests: 0123456789 abcdef";

    private final Javalin javalin;
    private final int port;

    private App(Javalin javalin, int port) {
        this.javalin = javalin;
        this.port = port;
    }

    /** Every route needs a login unless it says otherwise. */
    static App start(TestProvider provider, Consumer<JavalinConfig> routes) {
        return start(freePort(), provider, plugin -> plugin.otherwise(AccessRole.signedIn()), routes);
    }

    static App start(
            int port, TestProvider provider, UnaryOperator<OidcPlugin> plugin, Consumer<JavalinConfig> routes) {
        return start(
                port,
                builder -> builder.provider(
                        "default", Provider.discover(provider.issuer()).client("client1", "secret1")),
                plugin,
                routes);
    }

    static App start(
            int port,
            UnaryOperator<RelyingPartyBuilder> settings,
            UnaryOperator<OidcPlugin> plugin,
            Consumer<JavalinConfig> routes) {
        RelyingPartyBuilder builder =
                RelyingParty.builder().baseUrl("http://localhost:" + port).secretKey(SECRET_KEY);
        OidcPlugin configured =
                plugin.apply(new OidcPlugin(settings.apply(builder).build()));
        Javalin javalin = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.registerPlugin(configured);
                    routes.accept(config);
                })
                .start("localhost", port);
        return new App(javalin, port);
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    String url(String pathAndQuery) {
        return "http://localhost:" + port + pathAndQuery;
    }

    @Override
    public void close() {
        javalin.stop();
    }
}
