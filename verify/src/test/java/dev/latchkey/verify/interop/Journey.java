package dev.latchkey.verify.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.latchkey.RelyingPartyBuilder;
import dev.latchkey.config.ClientMetadata;
import dev.latchkey.config.Provider;
import dev.latchkey.http.WebRequest;
import dev.latchkey.testing.BrowserCookie;
import dev.latchkey.testing.Page;
import dev.latchkey.testing.TestBrowser;
import dev.latchkey.verify.LoginApplication;
import dev.latchkey.verify.Repository;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One browser that signs in to one application at a real provider, and what can be seen of it from outside. The
 * application starts when the browser first opens it; it registers itself unless a client is set.
 */
final class Journey implements AutoCloseable {
    private static final ClientMetadata NAMED = ClientMetadata.named("Interop");

    private final RealProvider provider;
    private final TestBrowser browser;
    private final HttpServer server;
    private final String url;
    private final Wiretap wire = new Wiretap();
    private UnaryOperator<Provider> settings = UnaryOperator.identity();
    private UnaryOperator<ClientMetadata> metadata = UnaryOperator.identity();
    private UnaryOperator<RelyingPartyBuilder> builder = UnaryOperator.identity();
    private boolean tapped = true;
    private @Nullable TestClient client;
    private @Nullable LoginApplication application;
    private @Nullable Page form;
    private @Nullable Page arrival;

    private Journey(RealProvider provider, TestBrowser browser) throws IOException {
        this.provider = provider;
        this.browser = browser;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        this.url = "http://localhost:" + server.getAddress().getPort();
    }

    /** To an application at this provider, with an empty browser. */
    static Journey to(RealProvider provider) throws IOException {
        return new Journey(provider, new TestBrowser());
    }

    /** To another application, with the same browser. */
    Journey onwards() throws IOException {
        return new Journey(provider, browser);
    }

    /** To an application at another provider, with an empty browser. */
    Journey elsewhere(RealProvider other) throws IOException {
        return new Journey(other, new TestBrowser());
    }

    /** Sets what the application asks of the provider. */
    Journey asking(UnaryOperator<Provider> more) {
        settings = more;
        return this;
    }

    /** Sets what the application registers with. */
    Journey registering(UnaryOperator<ClientMetadata> more) {
        metadata = more;
        return this;
    }

    /** Sets how the application is built. */
    Journey building(UnaryOperator<RelyingPartyBuilder> more) {
        builder = more;
        return this;
    }

    /** Uses a client that the provider knows already. */
    Journey as(TestClient known) {
        client = known;
        return this;
    }

    /** Leaves the application its own HTTP client: nothing of what it sends can be seen. */
    Journey untapped() {
        tapped = false;
        return this;
    }

    /** The provider. */
    RealProvider provider() {
        return provider;
    }

    /** The browser. */
    TestBrowser browser() {
        return browser;
    }

    /** What the application sends to the provider. */
    Wiretap wire() {
        return wire;
    }

    /** The URL of a page of the application. */
    String url(String path) {
        return url + path;
    }

    /** The application, started. */
    LoginApplication application() throws IOException {
        if (application == null) {
            Path keys = Repository.output("interop").resolve("keys.json");
            Provider asked = settings.apply(Provider.discover(provider.issuer()).scopes("profile", "email"));
            application = LoginApplication.start(server, url, fresh -> {
                RelyingPartyBuilder draft = fresh.keysFile(keys).provider("default", known(asked));
                return builder.apply(tapped ? draft.transport(wire) : draft);
            });
        }
        return application;
    }

    private Provider known(Provider asked) {
        if (client == null) {
            return provider.enrol(asked, metadata.apply(NAMED), url);
        }
        return client.secret().isEmpty() ? asked.publicClient(client.id()) : asked.client(client.id(), client.secret());
    }

    /** Opens a page that needs a login. */
    Page open(String path) throws IOException {
        application();
        form = browser.open(url(path));
        return form;
    }

    /** Opens a page, finds the provider's form, signs in as Bob, and comes back to the page, signed in. */
    Page signIn() throws IOException {
        Page me = signIn(open("/me"));
        assertThat(me.url()).as(me.toString()).isEqualTo(url("/me"));
        assertThat(me.body()).contains("name=Bob Brown<");
        return me;
    }

    /** Signs in as Bob on the provider's form, and follows the way back, wherever it leads. */
    Page signIn(Page page) {
        form = page;
        assertThat(provider.asksForCredentials(page)).as(page.toString()).isTrue();
        arrival = provider.signIn(browser, page, "bob");
        return browser.settle(arrival);
    }

    /** The authorization request that the browser took to the provider. */
    Map<String, String> request() {
        List<URI> way = Objects.requireNonNull(form).redirects();
        return way.stream()
                .map(URI::getRawQuery)
                .map(Messages::parameters)
                .filter(parameters -> parameters.containsKey("client_id"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no authorization request in " + way));
    }

    /** The page on which the provider, or the application's redirect URI, left the browser before any script ran. */
    Page arrival() {
        return Objects.requireNonNull(arrival);
    }

    /** What the provider answered in the front channel. */
    Map<String, String> response() {
        return arrival().submitsItself()
                ? arrival().forms().get(0).fields()
                : Messages.parameters(arrival().fragment());
    }

    /** The last call that exchanged a code. */
    Wiretap.Exchange tokenCall() {
        List<Wiretap.Exchange> calls = wire.withBody("grant_type=authorization_code");
        assertThat(calls).as("calls that exchange a code").isNotEmpty();
        return calls.get(calls.size() - 1);
    }

    /** The parameters of {@link #tokenCall}. */
    Map<String, String> tokenRequest() {
        return Messages.parameters(tokenCall().call().body());
    }

    /** The ID token: of the token endpoint, or if the application did not ask there, of the front channel. */
    String idToken() {
        Object token = wire.withBody("grant_type=authorization_code").isEmpty()
                ? response().get("id_token")
                : Messages.json(tokenCall().answer().text()).get("id_token");
        assertThat(token).as("ID token").isNotNull();
        return String.valueOf(token);
    }

    /** The last answer of the UserInfo endpoint. */
    Wiretap.Exchange userInfo() throws IOException {
        List<Wiretap.Exchange> calls =
                wire.to(application().relyingParty().discover("default").userinfoEndpoint());
        assertThat(calls).as("calls of the UserInfo endpoint").isNotEmpty();
        return calls.get(calls.size() - 1);
    }

    /** A request of this browser, for what an application asks its relying party itself. */
    WebRequest webRequest(String path) {
        String cookies = browser.cookies(url(path)).stream()
                .map((BrowserCookie cookie) -> cookie.name() + "=" + cookie.value())
                .collect(Collectors.joining("; "));
        return new WebRequest(
                "GET",
                path,
                null,
                name -> name.equalsIgnoreCase("Cookie") ? List.of(cookies) : List.of(),
                limit -> new byte[0]);
    }

    @Override
    public void close() {
        if (application == null) {
            server.stop(0);
        } else {
            application.close();
        }
    }
}
