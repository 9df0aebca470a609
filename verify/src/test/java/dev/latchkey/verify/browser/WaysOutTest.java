package dev.latchkey.verify.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsServer;
import dev.latchkey.RelyingParty;
import dev.latchkey.RelyingPartyBuilder;
import dev.latchkey.config.Provider;
import dev.latchkey.store.SessionStore;
import dev.latchkey.testing.Endpoint;
import dev.latchkey.testing.Misbehaviour;
import dev.latchkey.testing.TestClient;
import dev.latchkey.testing.TestProvider;
import dev.latchkey.verify.LoginApplication;
import dev.latchkey.verify.Tls;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Cookie;

/** Frames and cookies between two https sites, by a browser's own rules. */
@Tag("browser")
class WaysOutTest {
    private static final String NAMES = "MAP *.example 127.0.0.1";

    private TestProvider provider;

    @TempDir
    Path directory;

    @SuppressWarnings("NullAway.Init") // Each test starts it.
    private LoginApplication application;

    @BeforeEach
    void start() throws Exception {
        provider = TestProvider.builder()
                .https("idp.example", Tls.context("idp.example", directory))
                .start();
    }

    private void start(UnaryOperator<RelyingPartyBuilder> settings) throws Exception {
        HttpsServer server = Tls.server("app.example", directory);
        String baseUrl = "https://app.example:" + server.getAddress().getPort();
        IdpTransport transport = new IdpTransport("idp.example", Tls.trust("idp.example", directory));
        application = LoginApplication.start(
                server,
                baseUrl,
                builder -> settings.apply(builder)
                        .transport(transport)
                        .provider(
                                "default", Provider.discover(provider.issuer()).client("shop", "shop-secret")));
        register(client -> client);
    }

    private void register(UnaryOperator<TestClient> more) {
        provider.client(more.apply(TestClient.confidential("shop", "shop-secret")
                .withRedirectUris(application.url("/redirect_uri"))
                .withPostLogoutRedirectUris(application.url("/logged_out"))));
    }

    private void registerFrames() {
        RelyingParty party = application.relyingParty();
        register(client -> client.withMetadata("frontchannel_logout_uri", party.frontchannelLogoutUri())
                .withMetadata("frontchannel_logout_session_required", true));
    }

    @AfterEach
    void stop() {
        application.close();
        provider.close();
    }

    private Chromium signedIn(String path) throws Exception {
        return signedIn(path, Chromium.startWithThirdPartyCookies(NAMES));
    }

    private Chromium signedIn(String path, Chromium chromium) {
        try {
            chromium.open(application.url(path));
            chromium.follow("Sign in as Alice Archer");
            chromium.awaitUrl(application.url(path));
            assertThat(chromium.text()).contains("name=Alice Archer");
            return chromium;
        } catch (AssertionError | RuntimeException e) {
            chromium.close();
            throw e;
        }
    }

    /** Signs out at the provider, whose page opens the application in a frame, and goes on when that is there. */
    private void signOutAtTheProvider(Chromium chromium) {
        chromium.open(provider.uri(Endpoint.END_SESSION) + "?client_id=shop&post_logout_redirect_uri="
                + application.url("/logged_out"));
        chromium.awaitUrl(application.url("/"));
    }

    @Test
    void a_frame_of_another_site_ends_a_session_on_the_server() throws Exception {
        start(builder -> builder.sessions(SessionStore.inMemory()).frontchannelLogout());
        registerFrames();
        try (Chromium chromium = signedIn("/me")) {
            signOutAtTheProvider(chromium);

            assertThat(chromium.text()).contains("Home").doesNotContain("name=");
        }
    }

    @Test
    void a_frame_of_another_site_does_not_get_an_ordinary_cookie() throws Exception {
        start(RelyingPartyBuilder::frontchannelLogout);
        registerFrames();
        try (Chromium chromium = signedIn("/me")) {
            signOutAtTheProvider(chromium);

            assertThat(chromium.text()).contains("name=Alice Archer");
        }
    }

    @Test
    void a_frame_of_another_site_ends_a_session_in_a_cookie_that_is_for_cross_site_requests() throws Exception {
        start(builder -> builder.frontchannelLogout().allowCrossSiteSessionCookie());
        registerFrames();
        try (Chromium chromium = signedIn("/me")) {
            assertThat(chromium.cookies())
                    .filteredOn(cookie -> cookie.getName().endsWith("-s"))
                    .singleElement()
                    .extracting(Cookie::getSameSite)
                    .isEqualTo("None");
            signOutAtTheProvider(chromium);

            assertThat(chromium.text()).contains("Home").doesNotContain("name=");
            assertThat(chromium.cookies()).noneMatch(cookie -> cookie.getName().endsWith("-s"));
        }
    }

    @Test
    void nobody_else_shows_the_page_in_a_frame() throws Exception {
        start(builder -> builder.sessions(SessionStore.inMemory()).frontchannelLogout());
        try (Chromium chromium = Chromium.startResolving(NAMES)) {
            String frame = application.relyingParty().frontchannelLogoutUri();
            for (String parent : new String[] {application.url("/"), "data:text/html,<title>Elsewhere</title>"}) {
                chromium.open(parent);
                chromium.run("window.shown = false; const f = document.createElement('iframe');"
                        + "f.onload = () => { window.shown = f.contentDocument === null; }; f.src = '" + frame
                        + "'; document.documentElement.append(f);");
                // A frame that is kept from showing its page shows the browser's own, which is of no origin.
                chromium.awaitScript("window.shown");
            }
        }
    }

    @Test
    void who_signs_out_at_the_provider_in_another_tab_is_led_out_of_the_application() throws Exception {
        start(RelyingPartyBuilder::sessionManagement);
        try (Chromium chromium = signedIn("/watched")) {
            chromium.openTab();
            chromium.open(provider.uri(Endpoint.END_SESSION).toString());
            assertThat(chromium.text()).contains("signed out of the provider");
            chromium.backToFirstTab();
            chromium.awaitUrl(application.url("/"));
            chromium.awaitScript("document.title === 'Home'");

            assertThat(chromium.text()).contains("Home");
        }
    }

    @Test
    void who_stays_signed_in_stays_on_the_page() throws Exception {
        start(RelyingPartyBuilder::sessionManagement);
        provider.misbehave(Misbehaviour.CHECK_SESSION_ERROR);
        try (Chromium chromium = signedIn("/watched")) {
            chromium.awaitScript("frames[0] && frames[0].document.body.dataset.stopped === 'error'");

            assertThat(chromium.url()).isEqualTo(application.url("/watched"));
            assertThat(silentChecks()).isZero();
        }
    }

    @Test
    void a_frame_that_always_says_changed_causes_one_check() throws Exception {
        start(RelyingPartyBuilder::sessionManagement);
        provider.misbehave(Misbehaviour.CHECK_SESSION_CHANGED);
        try (Chromium chromium = signedIn("/watched")) {
            chromium.awaitScript("frames[0] && frames[0].document.body.dataset.stopped === 'again'");

            assertThat(chromium.text()).contains("name=Alice Archer");
            assertThat(silentChecks()).isEqualTo(1);
        }
    }

    @Test
    void a_browser_that_keeps_cookies_from_frames_stays_signed_in_after_one_check() throws Exception {
        start(RelyingPartyBuilder::sessionManagement);
        try (Chromium chromium = signedIn("/watched", Chromium.startWithoutThirdPartyCookies(NAMES))) {
            chromium.awaitScript("frames[0] && frames[0].document.body.dataset.stopped === 'again'");

            assertThat(chromium.text()).contains("name=Alice Archer");
            assertThat(silentChecks()).isEqualTo(1);
        }
    }

    private long silentChecks() {
        return provider.requests(Endpoint.AUTHORIZATION).stream()
                .filter(request -> "none".equals(request.parameter("prompt")))
                .count();
    }
}
