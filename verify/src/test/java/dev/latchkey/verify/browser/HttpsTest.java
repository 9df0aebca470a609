package dev.latchkey.verify.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Application and provider on different https sites, as a browser sees them in production. */
@Tag("browser")
class HttpsTest {
    @TempDir
    Path directory;

    private TwoSites sites;

    @BeforeEach
    void start() throws Exception {
        sites = TwoSites.start(
                directory,
                (builder, provider) ->
                        builder.errorView(null).provider("staff", provider).provider("guests", provider));
    }

    @AfterEach
    void stop() throws Exception {
        sites.close();
    }

    @Test
    void cookies_have_the_host_prefix_and_survive_the_way_to_another_site_and_back() throws Exception {
        try (Chromium chromium = sites.browser()) {
            chromium.open(sites.url("/me?tab=2"));
            assertThat(chromium.text()).contains("Choose where to sign in");
            chromium.screenshot("page-1-chooser");
            chromium.follow("Continue with staff");
            assertThat(chromium.cookies()).isEmpty();
            chromium.follow("Sign in as Alice Archer");

            assertThat(chromium.url()).isEqualTo(sites.url("/me?tab=2"));
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
        try (Chromium chromium = sites.browser()) {
            chromium.open(sites.url("/login?provider=guests&return_to=/me"));
            chromium.follow("Sign in as Bob Baker");
            chromium.open("data:text/html,<a href='" + sites.url("/logout") + "'>Win a prize</a>");
            chromium.follow("Win a prize");
            assertThat(chromium.text()).contains("Do you want to sign out");
            chromium.screenshot("page-2-sign-out");

            chromium.follow("Sign out");
            chromium.awaitUrl(sites.url("/"));
            assertThat(chromium.text()).contains("Home");
            chromium.open(sites.url("/login?provider=guests"));
            assertThat(chromium.url()).startsWith(sites.provider().issuer());
        }
    }

    @Test
    void generic_error_page_says_what_happened_and_what_to_do() throws Exception {
        try (Chromium chromium = sites.browser()) {
            chromium.open(sites.url("/login?provider=staff&return_to=/me"));
            chromium.follow("Cancel");
            assertThat(chromium.text()).contains("You are not signed in", "The user cancelled", "authorization_error");
            chromium.screenshot("page-3-error");

            chromium.follow("Sign in again");
            chromium.follow("Sign in as Alice Archer");
            assertThat(chromium.url()).isEqualTo(sites.url("/me"));
        }
    }
}
