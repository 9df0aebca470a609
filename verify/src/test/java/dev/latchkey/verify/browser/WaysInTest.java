package dev.latchkey.verify.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.RelyingPartyBuilder;
import dev.latchkey.config.Provider;
import dev.latchkey.config.ResponseMode;
import dev.latchkey.config.ResponseType;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.Cookie;

/** Forms and fragments between two sites, with a browser's own cookie rules, scripts and content security policy. */
@Tag("browser")
class WaysInTest {
    @TempDir
    Path directory;

    private TwoSites sites;

    @BeforeEach
    void start() throws Exception {
        sites = TwoSites.start(directory, WaysInTest::providers);
    }

    @AfterEach
    void stop() throws Exception {
        sites.close();
    }

    private static RelyingPartyBuilder providers(RelyingPartyBuilder builder, Provider provider) {
        for (ResponseType type : ResponseType.values()) {
            for (ResponseMode mode : new ResponseMode[] {ResponseMode.FRAGMENT, ResponseMode.FORM_POST}) {
                builder.provider(type + "-" + mode, provider.responseType(type).responseMode(mode));
            }
        }
        return builder;
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
            assertThat(chromium.history())
                    .anyMatch(address -> address.startsWith(sites.provider().issuer()))
                    .allSatisfy(WaysInTest::assertHarmless);
            // Or the provider would answer at once, and the browser be back here.
            sites.provider().signOutEverywhere();
            chromium.backTo(sites.provider().issuer());
            assertHarmless(chromium.url());
        }
    }

    @Test
    void the_page_that_relays_a_fragment_asks_nobody_but_the_application() throws Exception {
        try (Chromium chromium = signedIn(ResponseType.CODE_ID_TOKEN_TOKEN + "-" + ResponseMode.FRAGMENT)) {
            assertThat(chromium.requested())
                    .allMatch(address -> address.startsWith(sites.url("/"))
                            || address.startsWith(sites.provider().issuer()))
                    .containsSubsequence(
                            sites.url("/redirect_uri"), sites.url("/redirect_uri/fragment"), sites.url("/me"))
                    .allSatisfy(WaysInTest::assertHarmless);
        }
    }

    @Test
    void a_form_that_arrives_while_another_user_is_signed_in_replaces_the_session() throws Exception {
        String formPost = ResponseType.CODE + "-" + ResponseMode.FORM_POST;
        try (Chromium chromium = signedIn(formPost)) {
            Set<Cookie> before = chromium.cookies();
            sites.provider().signOutEverywhere();
            chromium.open(sites.loginUrl(formPost));
            chromium.follow("Sign in as Bob Baker");
            chromium.awaitUrl(sites.url("/me"));

            assertThat(chromium.text()).contains("name=Bob Baker").doesNotContain("Alice");
            assertThat(chromium.cookies()).hasSameSizeAs(before).doesNotContainAnyElementsOf(before);
            chromium.open(sites.url("/me"));
            assertThat(chromium.text()).contains("name=Bob Baker");
        }
    }

    private Chromium signedIn(String providerName) throws Exception {
        Chromium chromium = sites.browser();
        try {
            chromium.open(sites.loginUrl(providerName));
            assertThat(chromium.url()).startsWith(sites.provider().issuer());
            chromium.follow("Sign in as Alice Archer");
            chromium.awaitUrl(sites.url("/me"));
            assertThat(chromium.text()).contains("name=Alice Archer");
            return chromium;
        } catch (AssertionError | RuntimeException e) {
            chromium.screenshot("failed-" + providerName);
            chromium.close();
            throw e;
        }
    }

    private static void assertHarmless(String address) {
        assertThat(address).doesNotContain("#", "id_token=", "access_token=", "code=");
    }

    /** The cookie of the login under way, which came with the form, is gone. */
    private static void assertOrdinary(Cookie cookie) {
        assertThat(cookie.getName()).startsWith("__Host-latchkey-").doesNotContain("-p-");
        assertThat(cookie.getSameSite()).isEqualTo("Lax");
    }
}
