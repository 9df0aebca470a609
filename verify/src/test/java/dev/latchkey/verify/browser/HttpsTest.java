package dev.latchkey.verify.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsServer;
import dev.latchkey.config.Provider;
import dev.latchkey.testing.TestClient;
import dev.latchkey.testing.TestProvider;
import dev.latchkey.verify.LoginApplication;
import dev.latchkey.verify.Tls;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Application and provider on different sites, the application with TLS, as a browser sees them in production. */
@Tag("browser")
class HttpsTest {
    private final TestProvider provider = TestProvider.start();

    @TempDir
    Path directory;

    private LoginApplication application;

    @BeforeEach
    void start() throws Exception {
        HttpsServer server = Tls.server("app.example", directory);
        String baseUrl = "https://app.example:" + server.getAddress().getPort();
        provider.client(TestClient.confidential("shop", "shop-secret")
                .withRedirectUris(baseUrl + "/redirect_uri")
                .withPostLogoutRedirectUris(baseUrl + "/logged_out"));
        application = LoginApplication.start(
                server,
                baseUrl,
                builder -> builder.errorView(null)
                        .provider("staff", Provider.discover(provider.issuer()).client("shop", "shop-secret"))
                        .provider("guests", Provider.discover(provider.issuer()).client("shop", "shop-secret")));
    }

    @AfterEach
    void stop() {
        application.close();
        provider.close();
    }

    @Test
    void cookies_have_the_host_prefix_and_survive_the_way_to_another_site_and_back() throws Exception {
        try (Chromium chromium = Chromium.startResolving("MAP app.example 127.0.0.1")) {
            chromium.open(application.url("/me?tab=2"));
            assertThat(chromium.text()).contains("Choose where to sign in");
            chromium.screenshot("page-1-chooser");
            chromium.follow("Continue with staff");
            assertThat(chromium.cookies()).isEmpty();
            chromium.follow("Sign in as Alice Archer");

            assertThat(chromium.url()).isEqualTo(application.url("/me?tab=2"));
            assertThat(chromium.text()).contains("name=Alice Archer");
            assertThat(chromium.cookies()).isNotEmpty().allSatisfy(cookie -> {
                assertThat(cookie.getName()).startsWith("__Host-latchkey-");
                assertThat(cookie.isSecure()).isTrue();
                assertThat(cookie.isHttpOnly()).isTrue();
                assertThat(cookie.getSameSite()).isEqualTo("Lax");
                assertThat(cookie.getPath()).isEqualTo("/");
            });
        }
    }

    @Test
    void link_of_another_site_leads_to_a_question_whose_answer_signs_out_at_the_provider_too() throws Exception {
        try (Chromium chromium = Chromium.startResolving("MAP app.example 127.0.0.1")) {
            chromium.open(application.url("/login?provider=guests&return_to=/me"));
            chromium.follow("Sign in as Bob Baker");
            chromium.open("data:text/html,<a href='" + application.url("/logout") + "'>Win a prize</a>");
            chromium.follow("Win a prize");
            assertThat(chromium.text()).contains("Do you want to sign out");
            chromium.screenshot("page-2-sign-out");

            chromium.follow("Sign out");
            chromium.awaitUrl(application.url("/"));
            assertThat(chromium.text()).contains("Home");
            chromium.open(application.url("/login?provider=guests"));
            assertThat(chromium.url()).startsWith(provider.issuer());
        }
    }

    @Test
    void generic_error_page_says_what_happened_and_what_to_do() throws Exception {
        try (Chromium chromium = Chromium.startResolving("MAP app.example 127.0.0.1")) {
            chromium.open(application.url("/login?provider=staff&return_to=/me"));
            chromium.follow("Cancel");
            assertThat(chromium.text()).contains("You are not signed in", "The user cancelled", "authorization_error");
            chromium.screenshot("page-3-error");

            chromium.follow("Sign in again");
            chromium.follow("Sign in as Alice Archer");
            assertThat(chromium.url()).isEqualTo(application.url("/me"));
        }
    }
}
