package dev.latchkey.verify.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import dev.latchkey.RelyingPartyBuilder;
import dev.latchkey.config.ClientMetadata;
import dev.latchkey.config.HttpSettings;
import dev.latchkey.config.Provider;
import dev.latchkey.store.SessionStore;
import dev.latchkey.verify.Gateway;
import dev.latchkey.verify.LoginApplication;
import dev.latchkey.verify.Tls;
import dev.latchkey.verify.Tunnel;
import dev.latchkey.verify.interop.KeycloakServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

/** Keycloak at {@code https://idp.example}, an application elsewhere, and the rules that browsers have between two sites. */
@Tag("interop")
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeycloakInBrowsersTest {
    private static final String NAMES = "MAP *.example 127.0.0.1";
    /** Keycloak's word for the origins of the client's redirect URIs. */
    private static final String OWN = "[\"+\"]";

    private static final String NONE = "[]";

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @TempDir
    Path directory;

    private HttpsServer proxy;
    private SSLContext trust;
    private Tunnel tunnel;
    private KeycloakServer keycloak;

    @SuppressWarnings("NullAway.Init") // Each test starts it.
    private LoginApplication application;

    @BeforeAll
    void startKeycloak(@TempDir Path certificates) throws Exception {
        tunnel = Tunnel.start();
        proxy = Tls.server("idp.example", certificates);
        trust = Tls.trust("idp.example", certificates);
        keycloak = KeycloakServer.startBehind(
                "https://idp.example:" + proxy.getAddress().getPort());
        proxy.createContext("/", new Gateway(keycloak.origin(), UnaryOperator.identity()));
        proxy.setExecutor(threads);
        proxy.start();
    }

    @AfterEach
    void stop() {
        application.close();
    }

    @AfterAll
    void stopKeycloak() throws IOException {
        keycloak.close();
        proxy.stop(0);
        tunnel.close();
        threads.shutdownNow();
    }

    /** An application on another site. */
    private void startElsewhere(UnaryOperator<RelyingPartyBuilder> settings) throws Exception {
        startElsewhere(OWN, settings);
    }

    private void startElsewhere(String webOrigins, UnaryOperator<RelyingPartyBuilder> settings) throws Exception {
        HttpsServer server = Tls.server("app.example", directory);
        start(server, "https://app.example:" + server.getAddress().getPort(), webOrigins, settings);
    }

    /** An application that Keycloak's server finds, too. */
    private void startHere(UnaryOperator<RelyingPartyBuilder> settings) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        start(server, "http://localhost:" + server.getAddress().getPort(), NONE, settings);
    }

    private void start(
            HttpServer server, String baseUrl, String webOrigins, UnaryOperator<RelyingPartyBuilder> settings) {
        String client = baseUrl.replaceAll("\\W+", "-");
        register(client, baseUrl, webOrigins);
        start(server, baseUrl, settings, Provider.discover(keycloak.issuer()).client(client, "secret-of-" + client));
    }

    private void start(
            HttpServer server, String baseUrl, UnaryOperator<RelyingPartyBuilder> settings, Provider provider) {
        HttpSettings http = HttpSettings.defaults()
                .trust(trust)
                .proxy(tunnel.proxy())
                .timeout(Duration.ofSeconds(60))
                .tokenTimeout(Duration.ofSeconds(60));
        application = LoginApplication.start(
                server, baseUrl, builder -> settings.apply(builder).http(http).provider("default", provider));
    }

    private void register(String client, String baseUrl, String webOrigins) {
        keycloak.register("""
                {
                  "clientId": "%1$s",
                  "secret": "secret-of-%1$s",
                  "redirectUris": ["%2$s/redirect_uri"],
                  "webOrigins": %4$s,
                  "frontchannelLogout": %3$s,
                  "attributes": {
                    "post.logout.redirect.uris": "%2$s/logged_out",
                    "frontchannel.logout.url": "%2$s/redirect_uri/frontchannel_logout",
                    "frontchannel.logout.session.required": "true",
                    "backchannel.logout.url": "%2$s/redirect_uri/backchannel_logout",
                    "backchannel.logout.session.required": "true"
                  }
                }
                """.formatted(client, baseUrl, baseUrl.startsWith("https:"), webOrigins));
    }

    private Chromium signedIn(String path, Chromium chromium) {
        try {
            chromium.open(application.url(path));
            chromium.type("username", "alice");
            chromium.type("password", "alice");
            chromium.follow("Sign In");
            chromium.awaitUrl(application.url(path));
            assertThat(chromium.text()).contains("name=Alice Adams");
            return chromium;
        } catch (AssertionError | RuntimeException e) {
            chromium.close();
            throw e;
        }
    }

    /** Signs out at Keycloak, whose page opens the application in a frame, and goes on when that is there. */
    private void signOutAtKeycloak(Chromium chromium) {
        String client = chromium.text().replaceAll("(?s).*\\bazp=([^,}]+).*", "$1");
        chromium.open(keycloak.issuer() + "/protocol/openid-connect/logout?client_id=" + client
                + "&post_logout_redirect_uri=" + application.url("/logged_out"));
        chromium.follow("Logout");
        chromium.awaitUrl(application.url("/"));
    }

    @Test
    void frame_of_the_sign_out_page_ends_a_session_on_the_server() throws Exception {
        startElsewhere(builder -> builder.sessions(SessionStore.inMemory()).frontchannelLogout());
        try (Chromium chromium = signedIn("/me", Chromium.startWithThirdPartyCookies(NAMES))) {
            signOutAtKeycloak(chromium);

            assertThat(chromium.text()).contains("Home").doesNotContain("name=");
        }
    }

    @Test
    void frame_of_the_sign_out_page_does_so_without_cookies_too() throws Exception {
        startElsewhere(builder -> builder.sessions(SessionStore.inMemory()).frontchannelLogout());
        try (Chromium chromium = signedIn("/me", Chromium.startWithoutThirdPartyCookies(NAMES))) {
            signOutAtKeycloak(chromium);

            assertThat(chromium.text()).contains("Home").doesNotContain("name=");
        }
    }

    @Test
    void application_that_registered_itself_is_in_a_frame_of_the_sign_out_page_too() throws Exception {
        HttpsServer server = Tls.server("app.example", directory);
        start(
                server,
                "https://app.example:" + server.getAddress().getPort(),
                builder -> builder.sessions(SessionStore.inMemory()).frontchannelLogout(),
                Provider.discover(keycloak.issuer()).register(ClientMetadata.named("Shop")));
        try (Chromium chromium = signedIn("/me", Chromium.startWithThirdPartyCookies(NAMES))) {
            signOutAtKeycloak(chromium);

            assertThat(chromium.text()).contains("Home").doesNotContain("name=");
        }
    }

    @Test
    void frame_of_the_sign_out_page_does_not_get_an_ordinary_cookie() throws Exception {
        startElsewhere(RelyingPartyBuilder::frontchannelLogout);
        try (Chromium chromium = signedIn("/me", Chromium.startWithThirdPartyCookies(NAMES))) {
            signOutAtKeycloak(chromium);

            assertThat(chromium.text()).contains("name=Alice Adams");
        }
    }

    @Test
    void who_signs_out_at_keycloak_in_another_tab_is_led_out_of_the_application() throws Exception {
        startElsewhere(RelyingPartyBuilder::sessionManagement);
        try (Chromium chromium = signedIn("/watched", Chromium.startWithThirdPartyCookies(NAMES))) {
            chromium.openTab();
            chromium.open(keycloak.issuer() + "/protocol/openid-connect/logout");
            chromium.follow("Logout");
            chromium.backToFirstTab();
            chromium.awaitUrl(application.url("/"));
            chromium.awaitScript("document.title === 'Home'");

            assertThat(chromium.text()).doesNotContain("name=");
        }
    }

    @Test
    void who_stays_signed_in_at_keycloak_is_left_alone() throws Exception {
        startElsewhere(RelyingPartyBuilder::sessionManagement);
        try (Chromium chromium = signedIn("/watched", Chromium.startWithThirdPartyCookies(NAMES))) {
            hear(chromium);
            chromium.awaitScript("window.heard.filter(word => word === 'unchanged').length >= 2");

            assertThat(chromium.number("window.heard.filter(word => word !== 'unchanged').length"))
                    .isZero();
            assertThat(chromium.url()).isEqualTo(application.url("/watched"));
            assertThat(chromium.requested()).noneMatch(address -> address.contains("prompt=none"));
        }
    }

    @Test
    void browser_that_keeps_cookies_from_frames_stays_signed_in_and_unwatched() throws Exception {
        startElsewhere(RelyingPartyBuilder::sessionManagement);
        try (Chromium chromium = signedIn("/watched", Chromium.startWithoutThirdPartyCookies(NAMES))) {
            chromium.awaitScript("frames[0] && frames[0].document.body.dataset.stopped === 'error'");

            assertThat(chromium.text()).contains("name=Alice Adams");
            assertThat(chromium.requested()).noneMatch(address -> address.contains("prompt=none"));
        }
    }

    @Test
    void page_of_no_web_origin_of_the_client_gets_no_answer_about_the_session() throws Exception {
        startElsewhere(NONE, RelyingPartyBuilder::sessionManagement);
        try (Chromium chromium = signedIn("/watched", Chromium.startWithThirdPartyCookies(NAMES))) {
            chromium.awaitScript("frames[0] && frames[0].document.body.dataset.stopped === 'error'");

            assertThat(chromium.text()).contains("name=Alice Adams");
        }
    }

    /** Keeps what Keycloak's frame answers to the page that asks. */
    private static void hear(Chromium chromium) {
        chromium.run(
                "window.heard = []; frames[0].addEventListener('message', event => window.heard.push(event.data));");
    }

    @Test
    void who_signs_out_everywhere_in_one_browser_is_out_in_the_other() throws Exception {
        startHere(builder -> builder.backchannelLogout(SessionStore.inMemory()));
        try (Chromium office = signedIn("/me", Chromium.startResolving(NAMES));
                Chromium home = signedIn("/me", Chromium.startResolving(NAMES))) {
            office.open(keycloak.issuer() + "/account/account-security/device-activity");
            office.click("Sign out all devices");
            // The user's own page at Keycloak. Signing out at the application would end the session of this browser
            // alone.
            lookOut(home);
            long from = System.currentTimeMillis();
            office.click("Confirm");
            home.awaitScript("window.out > 0");

            System.out.println("Out in the other browser after " + (home.number("window.out") - from) + " ms");
            home.open(application.url("/me"));
            assertThat(home.url()).startsWith(keycloak.issuer() + "/protocol/openid-connect/auth");
            office.find(By.name("username"));
            office.open(application.url("/"));
            assertThat(office.text()).doesNotContain("name=");
        }
    }

    /** Notes when a page that the browser asks for again and again knows the user no more. */
    private static void lookOut(Chromium chromium) {
        chromium.run("""
                window.out = 0;
                async function look() {
                  const page = await (await fetch("/", {cache: "no-store"})).text();
                  if (page.includes("name=")) {
                    setTimeout(look, 10);
                  } else {
                    window.out = Date.now();
                  }
                }
                look();
                """);
    }
}
