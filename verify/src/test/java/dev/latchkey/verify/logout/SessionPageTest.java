package dev.latchkey.verify.logout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.RelyingPartyBuilder;
import dev.latchkey.testing.Endpoint;
import dev.latchkey.testing.Misbehaviour;
import dev.latchkey.testing.Page;
import dev.latchkey.testing.TestBrowser;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page that watches the session at the provider, and what it sets off (OpenID Connect Session Management). */
class SessionPageTest {
    private Party party = Party.with(RelyingPartyBuilder::sessionManagement);

    @AfterEach
    void stop() {
        party.close();
    }

    private Page page(TestBrowser browser) {
        return browser.step(party.application.relyingParty().sessionPageUri());
    }

    private String check(String returnTo) {
        return party.url("/redirect_uri/session/check?return_to=" + returnTo);
    }

    @Test
    void page_may_be_framed_by_this_origin_and_frames_the_providers_page_alone() {
        Page page = page(party.signedIn("alice"));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Cache-Control")).isEqualTo("no-store");
        assertThat(page.header("X-Frame-Options")).isNull();
        assertThat(page.header("Content-Security-Policy"))
                .matches("default-src 'none'; base-uri 'none'; frame-ancestors 'self';"
                        + " script-src 'nonce-[A-Za-z0-9_-]{43}'; frame-src " + party.provider.issuer());
        assertThat(page.body())
                .contains("data-origin=\"" + party.provider.issuer() + "\"")
                .contains("data-frame=\"" + party.provider.uri(Endpoint.CHECK_SESSION) + "\"")
                .containsPattern("data-message=\"client1 [A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\"");
    }

    @ParameterizedTest
    @EnumSource(
            value = Misbehaviour.class,
            names = {"NO_CHECK_SESSION_IFRAME", "SESSION_STATE_MISSING"})
    void where_there_is_nothing_to_watch_the_page_is_empty(Misbehaviour how) {
        party.provider.misbehave(how);

        assertThat(page(party.signedIn("alice")).body()).doesNotContain("iframe", "script");
        assertThat(page(new TestBrowser()).body()).doesNotContain("iframe", "script");
    }

    @Test
    void a_session_state_that_comes_twice_fails_the_login() {
        party.provider.misbehave(Misbehaviour.DUPLICATE_SESSION_STATE);

        assertThat(new TestBrowser().signIn(party.url("/me"), "alice").body()).contains("reason=parameter_repeated<");
    }

    @Test
    void who_is_still_signed_in_at_the_provider_comes_back_with_a_new_session_state() {
        TestBrowser browser = party.signedIn("alice");
        String before = page(browser).body().replaceAll("(?s).*data-message=\"([^\"]+)\".*", "$1");
        Page back = browser.open(check("/me?tab=2"));

        assertThat(back.url()).isEqualTo(party.url("/me?tab=2"));
        assertThat(back.body()).contains("name=Alice");
        assertThat(page(browser).body()).contains("data-message=\"client1 ").doesNotContain(before);
    }

    @Test
    void who_has_signed_out_at_the_provider_is_signed_out_and_sees_the_page_after_sign_out() {
        TestBrowser browser = party.signedIn("alice");
        party.provider.signOutEverywhere();
        Page page = browser.open(check("/me"));

        assertThat(page.url()).isEqualTo(party.url("/"));
        assertThat(party.knows(browser)).isFalse();
    }

    @Test
    void without_a_session_nobody_is_asked() {
        assertThat(new TestBrowser().step(check("/me")).location().toString()).isEqualTo(party.url("/me"));
        assertThat(party.provider.requests(Endpoint.AUTHORIZATION)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.example", "https://evil.example/"})
    void nobody_is_led_to_another_site(String target) {
        assertThat(new TestBrowser().step(check(target)).location().toString()).isEqualTo(party.url("/"));
        assertThat(party.signedIn("alice").open(check(target)).url()).isEqualTo(party.url("/"));
    }

    @Test
    void a_provider_that_cannot_say_ends_nothing() {
        TestBrowser browser = party.signedIn("alice");
        party.provider.misbehave(Misbehaviour.SILENT_UNAVAILABLE);

        assertThat(browser.open(check("/me")).body()).contains("name=Alice");
        party.clock.advance(Duration.ofMinutes(1));
        assertThat(party.knows(browser)).isTrue();
    }

    @Test
    void there_is_no_such_page_unless_that_is_set() {
        party.close();
        party = Party.with(builder -> builder);
        TestBrowser browser = party.signedIn("alice");
        party.provider.forgetRequests();

        assertThat(page(browser).title()).isEqualTo("Signed in");
        assertThat(browser.open(check("/me")).url()).endsWith("/session/check?return_to=/me");
        assertThat(party.provider.requests(Endpoint.AUTHORIZATION)).isEmpty();
    }
}
