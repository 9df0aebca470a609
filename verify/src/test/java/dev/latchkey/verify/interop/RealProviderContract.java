package dev.latchkey.verify.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.RelyingPartyBuilder;
import dev.latchkey.config.ClientAuthentication;
import dev.latchkey.config.ClientMetadata;
import dev.latchkey.config.Provider;
import dev.latchkey.store.SessionStore;
import dev.latchkey.testing.Page;
import dev.latchkey.testing.TestBrowser;
import dev.latchkey.verify.LoginApplication;
import dev.latchkey.verify.MovableClock;
import java.io.IOException;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What must work with every real provider; a subclass starts one for all its tests. */
@Tag("interop")
abstract class RealProviderContract {
    private static final Pattern ACCESS_TOKEN = Pattern.compile("access_token=([^<]+)");
    private static final Duration ALMOST_THE_LIFE_OF_AN_ACCESS_TOKEN = Duration.ofSeconds(45);

    private TestBrowser browser = new TestBrowser();

    /** The provider, running. */
    abstract RealProvider provider();

    /** The provider, or another one like it, where registering a client needs an initial access token. */
    abstract RealProvider closedProvider();

    @BeforeEach
    void open_an_empty_browser() {
        browser = new TestBrowser();
    }

    @Test
    void user_signs_in_comes_back_and_signs_out_at_the_provider_too() throws IOException {
        try (LoginApplication application = start(with(client(TestClient.BASIC)))) {
            Page form = browser.open(application.url("/me?tab=2&q=a%20b"));
            assertThat(provider().asksForCredentials(form)).isTrue();

            Page me = provider().signIn(browser, form, "alice");
            assertThat(me.url()).isEqualTo(application.url("/me?tab=2&q=a%20b"));
            assertThat(me.body())
                    .contains(
                            "name=Alice Adams<",
                            "email=alice@example.com<",
                            "issuer=" + provider().issuer() + "<");

            Page home = provider().confirmSignOut(browser, browser.follow(me, "Sign out"));
            assertThat(home.url()).isEqualTo(application.url("/"));
            assertThat(home.body()).contains("Sign in");
            assertThat(provider().asksForCredentials(browser.open(application.url("/me"))))
                    .isTrue();
        }
    }

    @Test
    void secret_with_special_characters_goes_into_the_basic_header() throws IOException {
        assertSignsIn(provider(), client(TestClient.SPECIAL));
    }

    @Test
    void secret_with_special_characters_goes_into_the_body() throws IOException {
        assertSignsIn(
                provider(), client(TestClient.POST).clientAuthentication(ClientAuthentication.clientSecretPost()));
    }

    @Test
    void public_client_signs_in_with_pkce_alone() throws IOException {
        assertSignsIn(provider(), discover(provider()).publicClient(TestClient.PUBLIC.id()));
    }

    @Test
    void client_registers_itself() throws IOException {
        assertSignsIn(provider(), discover(provider()).register(ClientMetadata.named("Interop")));
    }

    @Test
    void client_registers_itself_with_an_initial_access_token() throws IOException {
        RealProvider closed = closedProvider();
        ClientMetadata metadata = ClientMetadata.named("Interop").initialAccessToken(closed.initialAccessToken());
        assertSignsIn(closed, discover(closed).register(metadata));
    }

    @Test
    void access_token_is_renewed_again_and_again() throws IOException {
        MovableClock clock = new MovableClock();
        UnaryOperator<RelyingPartyBuilder> settings = builder -> builder.clock(clock)
                .clockSkew(Duration.ofMinutes(3))
                .sessions(SessionStore.inMemory(100, clock))
                .refreshAccessTokens()
                .provider("default", client(TestClient.BASIC));
        try (LoginApplication application = start(settings)) {
            Page me = provider().signIn(browser, browser.open(application.url("/me")), "bob");
            String first = accessToken(me);
            assertThat(accessToken(browser.open(application.url("/me")))).isEqualTo(first);

            clock.advance(ALMOST_THE_LIFE_OF_AN_ACCESS_TOKEN);
            String second = accessToken(browser.open(application.url("/me")));
            assertThat(second).isNotEqualTo(first);

            clock.advance(ALMOST_THE_LIFE_OF_AN_ACCESS_TOKEN);
            assertThat(accessToken(browser.open(application.url("/me")))).isNotIn(first, second);
        }
    }

    @Test
    void refusal_shows_the_error_view() throws IOException {
        try (LoginApplication application = start(with(client(TestClient.REFUSABLE)))) {
            Page page = provider().refuse(browser, browser.open(application.url("/me")), "bob");

            assertThat(page.url()).startsWith(application.url("/redirect_uri"));
            assertThat(page.body()).contains("error=access_denied<", "reason=authorization_error<");
        }
    }

    private void assertSignsIn(RealProvider provider, Provider settings) throws IOException {
        try (LoginApplication application = start(with(settings))) {
            Page me = provider.signIn(browser, browser.open(application.url("/me")), "bob");

            assertThat(me.url()).isEqualTo(application.url("/me"));
            assertThat(me.body()).contains("name=Bob Brown<", "email=bob@example.com<");
        }
    }

    private static LoginApplication start(UnaryOperator<RelyingPartyBuilder> settings) throws IOException {
        return LoginApplication.start(settings);
    }

    private static UnaryOperator<RelyingPartyBuilder> with(Provider provider) {
        return builder -> builder.provider("default", provider);
    }

    private static Provider discover(RealProvider provider) {
        return Provider.discover(provider.issuer()).scopes("openid", "profile", "email");
    }

    private Provider client(TestClient client) {
        return discover(provider()).client(client.id(), client.secret());
    }

    private static String accessToken(Page page) {
        Matcher matcher = ACCESS_TOKEN.matcher(page.body());
        assertThat(matcher.find()).as(page.body()).isTrue();
        return matcher.group(1);
    }
}
