package dev.latchkey.verify.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.latchkey.RelyingPartyBuilder;
import dev.latchkey.config.HttpSettings;
import dev.latchkey.config.Provider;
import dev.latchkey.testing.Page;
import dev.latchkey.testing.TestBrowser;
import dev.latchkey.verify.LoginApplication;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** An application that is about to start, its provider, and somebody's browser. */
final class Visit {
    private static final HttpSettings PATIENT = HttpSettings.defaults()
            .connectTimeout(Duration.ofSeconds(10))
            .timeout(Duration.ofSeconds(60))
            .tokenTimeout(Duration.ofSeconds(60));

    private final RealProvider provider;
    private final TestBrowser browser;
    private final Recorder recorder = new Recorder();
    private final HttpServer server;

    private Visit(RealProvider provider, TestBrowser browser) throws IOException {
        this.provider = provider;
        this.browser = browser;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    /** By somebody who was never here. */
    static Visit at(RealProvider provider) throws IOException {
        return new Visit(provider, new TestBrowser());
    }

    /** Of another application, with the same browser. */
    Visit next() throws IOException {
        return new Visit(provider, browser);
    }

    RealProvider provider() {
        return provider;
    }

    TestBrowser browser() {
        return browser;
    }

    /** What the application said to the provider, and heard. */
    Recorder calls() {
        return recorder;
    }

    /** The URL of the application that this path has. */
    String url(String path) {
        return "http://localhost:" + server.getAddress().getPort() + path;
    }

    /** The provider, without a client yet. */
    Provider discovered() {
        return Provider.discover(provider.issuer()).scopes("openid", "profile", "email");
    }

    /** The provider, with a client that it was configured with. */
    Provider client(TestClient client) {
        return discovered().client(client.id(), client.secret());
    }

    /** The provider, with a client that registers itself. */
    Provider registered() {
        return discovered().register(provider.clientMetadata(this));
    }

    /** Starts the application with this provider. */
    LoginApplication start(Provider settings) throws IOException {
        return start(settings, builder -> builder);
    }

    /** Starts the application with this provider and more. */
    LoginApplication start(Provider settings, UnaryOperator<RelyingPartyBuilder> more) throws IOException {
        return LoginApplication.start(
                server,
                url(""),
                builder -> more.apply(builder.keys(Keys.JSON)
                        .http(PATIENT)
                        .transport(recorder)
                        .provider("default", settings)));
    }

    /** Bob signs in, is shown the provider's form, and is known afterwards. */
    void signsIn(Provider settings) throws IOException {
        try (LoginApplication application = start(settings)) {
            Page form = browser.open(application.url("/me"));
            assertThat(provider.asksForCredentials(form)).as(form.toString()).isTrue();
            requireBob(browser.settle(provider.signIn(browser, form, "bob")));
        }
    }

    /** The application shows that Bob is signed in. */
    void requireBob(Page page) {
        assertThat(page.body()).contains("name=Bob Brown<", "email=bob@example.com<");
        assertThat(page.url()).isEqualTo(url("/me"));
    }
}
