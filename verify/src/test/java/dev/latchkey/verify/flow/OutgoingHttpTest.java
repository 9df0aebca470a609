package dev.latchkey.verify.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import dev.latchkey.app.TokenRequest;
import dev.latchkey.config.AccessTokens;
import dev.latchkey.config.ClientMetadata;
import dev.latchkey.config.HttpSettings;
import dev.latchkey.config.Provider;
import dev.latchkey.config.UserInfoMode;
import dev.latchkey.testing.Endpoint;
import dev.latchkey.testing.Page;
import dev.latchkey.testing.TestBrowser;
import dev.latchkey.testing.TestProvider;
import dev.latchkey.verify.LoginApplication;
import dev.latchkey.verify.Tls;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One setting rules every outgoing call. */
class OutgoingHttpTest {
    private final TestProvider provider = TestProvider.start();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        provider.close();
        threads.shutdownNow();
    }

    @Test
    void every_call_goes_through_the_proxy() throws Exception {
        Forwarder forwarder = new Forwarder(provider.issuer());
        HttpServer proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        start(proxy, forwarder);
        HttpSettings http = HttpSettings.defaults().proxy(ProxySelector.of(proxy.getAddress()));
        Provider registers = Provider.discover(provider.issuer())
                .register(ClientMetadata.named("My application"))
                .userInfo(UserInfoMode.ALWAYS);
        try (LoginApplication application =
                LoginApplication.start(builder -> builder.http(http).provider("default", registers))) {
            assertThat(new TestBrowser().signIn(application.url("/me"), "alice").body())
                    .contains("name=Alice");
        } finally {
            proxy.stop(0);
        }
        assertThat(forwarder.paths())
                .containsExactly(
                        Endpoint.DISCOVERY.path(),
                        Endpoint.REGISTRATION.path(),
                        Endpoint.TOKEN.path(),
                        Endpoint.JWKS.path(),
                        Endpoint.USERINFO.path());
    }

    @Test
    void questions_about_tokens_and_tokens_of_the_applications_own_go_through_the_proxy_too() throws Exception {
        Forwarder forwarder = new Forwarder(provider.issuer());
        HttpServer proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        start(proxy, forwarder);
        HttpSettings http = HttpSettings.defaults().proxy(ProxySelector.of(proxy.getAddress()));
        Provider asked = Provider.discover(provider.issuer())
                .client("client1", "secret1")
                .acceptAccessTokens(AccessTokens.introspected("https://api.example.com"));
        try (LoginApplication application =
                LoginApplication.start(builder -> builder.http(http).provider("default", asked))) {
            application.relyingParty().clientCredentials(TokenRequest.at("default"));
            String token = provider.accessToken().opaque().scopes("read").issue();
            assertThat(new TestBrowser()
                            .request("GET", application.url("/api"), Map.of("Authorization", "Bearer " + token))
                            .status())
                    .isEqualTo(200);
        } finally {
            proxy.stop(0);
        }
        assertThat(forwarder.paths())
                .containsExactly(Endpoint.DISCOVERY.path(), Endpoint.TOKEN.path(), Endpoint.INTROSPECTION.path());
    }

    @Test
    void every_call_trusts_the_own_certificate_authority_and_none_trusts_it_by_default(@TempDir Path directory)
            throws Exception {
        Forwarder forwarder = new Forwarder(provider.issuer());
        HttpsServer gateway = Tls.server("localhost", directory);
        start(gateway, forwarder);
        String secure = "https://localhost:" + gateway.getAddress().getPort();
        Provider behindTls = Provider.discover(provider.issuer())
                .discoveryUrl(secure + Endpoint.DISCOVERY.path())
                .adjustMetadata(metadata -> metadata.tokenEndpoint(secure + Endpoint.TOKEN.path())
                        .jwksUri(secure + Endpoint.JWKS.path())
                        .userinfoEndpoint(secure + Endpoint.USERINFO.path())
                        .registrationEndpoint(secure + Endpoint.REGISTRATION.path())
                        .revocationEndpoint(secure + Endpoint.REVOCATION.path()))
                .client("client1", "secret1");
        HttpSettings trusting = HttpSettings.defaults().trust(Tls.trust("localhost", directory));
        try (LoginApplication application =
                        LoginApplication.start(builder -> builder.http(trusting).provider("default", behindTls));
                LoginApplication distrusting =
                        LoginApplication.start(builder -> builder.provider("default", behindTls))) {
            assertThat(new TestBrowser().signIn(application.url("/me"), "alice").body())
                    .contains("name=Alice");
            assertThat(forwarder.paths()).hasSize(4);

            Page refused = new TestBrowser().open(distrusting.url("/me"));
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.body()).contains("reason=provider_unreachable<");
        } finally {
            gateway.stop(0);
        }
    }

    private void start(HttpServer server, Forwarder forwarder) {
        server.createContext("/", forwarder);
        server.setExecutor(threads);
        server.start();
    }
}
