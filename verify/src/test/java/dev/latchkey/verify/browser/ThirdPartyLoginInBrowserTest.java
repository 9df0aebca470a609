package dev.latchkey.verify.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testing.Endpoint;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A portal on a third site sends users to sign in (OpenID Connect Core §4). */
@Tag("browser")
class ThirdPartyLoginInBrowserTest {
    @TempDir
    Path directory;

    private TwoSites sites;

    @BeforeEach
    void start() throws Exception {
        sites = TwoSites.start(
                directory, (builder, provider) -> builder.thirdPartyLogin().provider("default", provider));
    }

    @AfterEach
    void stop() throws Exception {
        sites.close();
    }

    private String portal(String issuer) throws Exception {
        String initiate = sites.url("/redirect_uri/initiate_login");
        String target = sites.url("/orders");
        String query = "?iss=" + URLEncoder.encode(issuer, StandardCharsets.UTF_8) + "&amp;login_hint=alice"
                + "&amp;target_link_uri=" + URLEncoder.encode(target, StandardCharsets.UTF_8);
        return sites.alsoAt("portal", """
                <!doctype html><title>Portal</title><a href="%s">By link</a>
                <form method="post" action="%s"><input type="hidden" name="iss" value="%s">
                <input type="hidden" name="login_hint" value="alice">
                <input type="hidden" name="target_link_uri" value="%s"><button>By form</button></form>""".formatted(initiate + query, initiate, issuer, target));
    }

    @ParameterizedTest
    @ValueSource(strings = {"By link", "By form"})
    void a_login_that_another_site_starts_ends_at_the_target(String way) throws Exception {
        try (Chromium chromium = sites.browser()) {
            chromium.open(portal(sites.provider().issuer()));
            chromium.follow(way);
            assertThat(chromium.url()).startsWith(sites.provider().issuer());
            chromium.follow("Sign in as Alice Archer");
            chromium.awaitUrl(sites.url("/orders"));

            assertThat(chromium.text()).contains("name=Alice Archer");
            assertThat(sites.provider().requests(Endpoint.AUTHORIZATION).get(0).parameter("login_hint"))
                    .isEqualTo("alice");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"By link", "By form"})
    void a_login_at_an_issuer_that_nobody_configured_does_not_start(String way) throws Exception {
        try (Chromium chromium = sites.browser()) {
            chromium.open(portal("https://evil.example"));
            chromium.follow(way);

            assertThat(chromium.text()).contains("reason=issuer_unknown");
            assertThat(sites.provider().requests()).isEmpty();
        }
    }
}
