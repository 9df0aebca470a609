package dev.latchkey.verify.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsServer;
import dev.latchkey.RelyingPartyBuilder;
import dev.latchkey.config.Provider;
import dev.latchkey.config.ResponseMode;
import dev.latchkey.config.ResponseType;
import dev.latchkey.testing.TestClient;
import dev.latchkey.testing.TestProvider;
import dev.latchkey.verify.LoginApplication;
import dev.latchkey.verify.Tls;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.Cookie;

/** Forms and fragments between two sites, with a browser's own cookie rules, scripts and content security policy. */
@Tag("browser")
class WaysInTest {
    private final TestProvider provider = TestProvider.start();

    @TempDir
    Path directory;

    private LoginApplication application;

    @BeforeEach
    void start() throws Exception {
        HttpsServer server = Tls.server("app.example", directory);
        String baseUrl = "https://app.example:" + server.getAddress().getPort();
        provider.client(TestClient.confidential("shop", "shop-secret").withRedirectUris(baseUrl + "/redirect_uri"));
        application = LoginApplication.start(server, baseUrl, this::providers);
    }

    private RelyingPartyBuilder providers(RelyingPartyBuilder builder) {
        for (ResponseType type : ResponseType.values()) {
            for (ResponseMode mode : new ResponseMode[] {ResponseMode.FRAGMENT, ResponseMode.FORM_POST}) {
                builder.provider(
                        type + "-" + mode,
                        Provider.discover(provider.issuer())
                                .client("shop", "shop-secret")
                                .responseType(type)
                                .responseMode(mode));
            }
        }
        return builder;
    }

    @AfterEach
    void stop() {
        application.close();
        provider.close();
    }

    @ParameterizedTest
    @EnumSource(ResponseType.class)
    void a_form_that_the_providers_page_posts_signs_in(ResponseType type) throws Exception {
        try (Chromium chromium = signedIn(type + "-" + ResponseMode.FORM_POST)) {
            assertThat(chromium.cookies()).isNotEmpty().allSatisfy(WaysInTest::assertOrdinary);
        }
    }

    @ParameterizedTest
    @EnumSource(ResponseType.class)
    void a_fragment_signs_in_and_is_in_no_address_that_the_browser_goes_back_to(ResponseType type) throws Exception {
        try (Chromium chromium = signedIn(type + "-" + ResponseMode.FRAGMENT)) {
            for (int i = 0; i < 3; i++) {
                chromium.back();
                assertThat(chromium.url()).doesNotContain("#", "id_token=", "access_token=");
            }
        }
    }

    private Chromium signedIn(String providerName) throws Exception {
        Chromium chromium = Chromium.startResolving("MAP app.example 127.0.0.1");
        try {
            chromium.open(application.url("/login?return_to=/me&provider=" + providerName));
            chromium.follow("Sign in as Alice Archer");
            chromium.awaitUrl(application.url("/me"));
            assertThat(chromium.text()).contains("name=Alice Archer");
            return chromium;
        } catch (AssertionError | RuntimeException e) {
            chromium.screenshot("failed-" + providerName);
            chromium.close();
            throw e;
        }
    }

    /** The cookie of the login under way, which came with the form, is gone. */
    private static void assertOrdinary(Cookie cookie) {
        assertThat(cookie.getName()).startsWith("__Host-latchkey-").doesNotContain("-p-");
        assertThat(cookie.getSameSite()).isEqualTo("Lax");
    }
}
