package dev.latchkey.verify.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.RelyingPartyBuilder;
import dev.latchkey.config.Provider;
import dev.latchkey.config.ResponseType;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page that takes the fragment, where it matters most: somebody got something into it, or scripts are off. */
@Tag("browser")
class RelayPageTest {
    /** Reports the fragment to this origin, by script and by image. */
    private static final String INJECTED = "<script>fetch('/stolen' + location.pathname + '?' + location.hash.slice(1))"
            + "</script><img src=\"/seen\" alt=\"\">";

    @TempDir
    Path directory;

    private static RelyingPartyBuilder implicit(RelyingPartyBuilder builder, Provider provider) {
        return builder.provider("default", provider.responseType(ResponseType.ID_TOKEN_TOKEN));
    }

    @Test
    void a_script_that_was_injected_into_the_page_does_not_run() throws Exception {
        try (TwoSites sites = TwoSites.startTampered(
                        directory,
                        RelayPageTest::implicit,
                        page -> page.replace("<form", INJECTED + "<form").replace("<p>name=", INJECTED + "<p>name="));
                Chromium chromium = sites.browser()) {
            chromium.open(sites.url("/login?return_to=/me"));
            chromium.follow("Sign in as Alice Archer");
            chromium.awaitUrl(sites.url("/me"));
            assertThat(chromium.text()).contains("name=Alice Archer");
            // The page after it has no policy: there the script runs, so that it would have run here too.
            chromium.awaitRequest(sites.url("/stolen/me"));

            assertThat(sites.tamperer().paths())
                    .contains("/redirect_uri", "/redirect_uri/fragment")
                    .noneMatch(path -> path.startsWith("/stolen/redirect_uri"));
        }
    }

    @Test
    void without_scripts_the_page_says_so_and_loads_nothing() throws Exception {
        try (TwoSites sites = TwoSites.start(directory, RelayPageTest::implicit);
                Chromium chromium = Chromium.startWithoutScripts("MAP *.example 127.0.0.1")) {
            chromium.open(sites.url("/redirect_uri#id_token=a.b.c&state=s"));

            assertThat(chromium.text())
                    .contains("JavaScript is needed", "This sign-in needs JavaScript")
                    .doesNotContain("Signing you in");
            assertThat(chromium.requested()).containsOnly(sites.url("/redirect_uri"));
            chromium.screenshot("page-5-relay-without-scripts");
        }
    }
}
