package dev.latchkey.verify.logout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.RelyingPartyBuilder;
import dev.latchkey.config.LoginParameters;
import dev.latchkey.config.Provider;
import dev.latchkey.store.SessionStore;
import dev.latchkey.testing.Endpoint;
import dev.latchkey.testing.Misbehaviour;
import dev.latchkey.testing.Page;
import dev.latchkey.testing.RecordedRequest;
import dev.latchkey.testing.TestBrowser;
import dev.latchkey.testing.TestUser;
import dev.latchkey.verify.LoginApplication;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The provider is asked, unseen, whether the user is still signed in there. */
class SilentCheckTest {
    private Party party = Party.with(SilentCheckTest::everyQuarter);

    private static RelyingPartyBuilder everyQuarter(RelyingPartyBuilder builder) {
        return builder.sessionRefreshInterval(Duration.ofMinutes(15));
    }

    private void restart(UnaryOperator<RelyingPartyBuilder> settings) {
        party.close();
        party = Party.with(settings);
    }

    @AfterEach
    void stop() {
        party.close();
    }

    /** A quarter of an hour after the login; the requests until then are forgotten. */
    private TestBrowser signedInAQuarterAgo() {
        TestBrowser browser = party.signedIn("alice");
        pass(Duration.ofMinutes(15));
        return browser;
    }

    private void pass(Duration time) {
        party.clock.advance(time);
        party.provider.forgetRequests();
    }

    private List<RecordedRequest> asked() {
        return party.provider.requests(Endpoint.AUTHORIZATION);
    }

    @Test
    void page_is_shown_after_a_trip_that_the_user_does_not_see_and_then_not_again_for_a_while() {
        TestBrowser browser = signedInAQuarterAgo();
        Page page = browser.open(party.url("/me?tab=2"));

        assertThat(page.url()).isEqualTo(party.url("/me?tab=2"));
        assertThat(page.body()).contains("name=Alice");
        assertThat(asked()).hasSize(1);
        assertThat(asked().get(0).parameter("prompt")).isEqualTo("none");
        assertThat(asked().get(0).parameter("id_token_hint")).contains(".");
        browser.open(party.url("/me"));
        assertThat(asked()).hasSize(1);
        pass(Duration.ofMinutes(15));
        browser.open(party.url("/me"));
        assertThat(asked()).hasSize(1);
    }

    @Test
    void nobody_is_asked_before_the_time_has_come_or_for_public_pages_or_by_scripts() {
        TestBrowser browser = party.signedIn("alice");
        pass(Duration.ofMinutes(14));
        browser.open(party.url("/me"));
        pass(Duration.ofMinutes(1));
        browser.open(party.url("/"));

        assertThat(browser.fetch(party.url("/me")).body()).contains("name=Alice");
        assertThat(browser.post(party.url("/me"), Map.of()).body()).contains("name=Alice");
        assertThat(asked()).isEmpty();
    }

    @Test
    void what_has_changed_at_the_provider_counts_from_then_on() {
        for (UnaryOperator<RelyingPartyBuilder> store : stores()) {
            restart(builder -> store.apply(everyQuarter(builder)));
            TestBrowser browser = signedInAQuarterAgo();
            party.provider.user(TestUser.of("alice").claim("name", "Alice Married"));

            assertThat(browser.open(party.url("/me")).body()).contains("name=Alice Married");
            assertThat(browser.open(party.url("/me")).body()).contains("name=Alice Married");
        }
    }

    private static List<UnaryOperator<RelyingPartyBuilder>> stores() {
        return List.of(
                builder -> builder,
                builder -> builder.backchannelLogout(SessionStore.inMemory()).refreshAccessTokens());
    }

    @Test
    void who_has_signed_out_at_the_provider_signs_in_again_and_sees_no_error() {
        for (UnaryOperator<RelyingPartyBuilder> store : stores()) {
            restart(builder -> store.apply(everyQuarter(builder)));
            TestBrowser browser = signedInAQuarterAgo();
            party.provider.misbehave(Misbehaviour.SILENT_INTERACTION_REQUIRED);
            party.provider.signOut("alice");
            Page signIn = browser.open(party.url("/me?tab=2"));

            assertThat(signIn.title()).startsWith("Sign in");
            assertThat(party.knows(browser)).isFalse();
            Page page = browser.signIn(signIn, "bob");
            assertThat(page.url()).isEqualTo(party.url("/me?tab=2"));
            assertThat(page.body()).contains("name=Bob");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Misbehaviour.class,
            names = {"SILENT_INTERACTION_REQUIRED", "SILENT_CONSENT_REQUIRED", "SILENT_ACCOUNT_SELECTION_REQUIRED"})
    void whatever_the_user_would_have_to_do_leads_to_a_login_in_the_open(Misbehaviour how) {
        TestBrowser browser = signedInAQuarterAgo();
        party.provider.misbehave(how);
        Page page = browser.open(party.url("/me"));

        assertThat(asked()).hasSize(2);
        assertThat(asked().get(1).parameter("prompt")).isNull();
        assertThat(page.body()).contains("name=Alice");
    }

    @ParameterizedTest
    @EnumSource(
            value = Misbehaviour.class,
            names = {"SILENT_UNAVAILABLE", "ERROR_SERVER", "TOKEN_SERVER_ERROR", "BAD_SIGNATURE", "WRONG_NONCE"})
    void what_is_no_answer_ends_nothing_and_is_not_asked_again_at_once(Misbehaviour how) {
        TestBrowser browser = signedInAQuarterAgo();
        party.provider.misbehave(how);

        assertThat(browser.open(party.url("/me")).body()).contains("name=Alice");
        assertThat(browser.open(party.url("/me")).body()).contains("name=Alice");
        assertThat(asked()).hasSize(1);
        pass(Duration.ofMinutes(15));
        browser.open(party.url("/me"));
        assertThat(asked()).hasSize(1);
    }

    @Test
    void another_user_at_the_provider_ends_the_session() throws IOException {
        for (boolean hintIsHeeded : new boolean[] {true, false}) {
            restart(SilentCheckTest::everyQuarter);
            TestBrowser browser = signedInAQuarterAgo();
            try (LoginApplication other = LoginApplication.start(builder -> builder.clock(party.clock)
                    .provider(
                            "default",
                            Provider.discover(party.provider.issuer())
                                    .client("client1", "secret1")
                                    .parameters(LoginParameters.none().prompt("login"))))) {
                browser.signIn(other.url("/me"), "bob");
            }
            if (!hintIsHeeded) {
                party.provider.misbehave(Misbehaviour.HINTED_SUBJECT_IGNORED);
            }
            party.provider.forgetRequests();
            Page page = browser.open(party.url("/me"));

            assertThat(page.body()).doesNotContain("name=Alice").contains("name=Bob");
        }
    }

    @Test
    void a_session_that_ended_meanwhile_does_not_come_back() {
        TestBrowser browser = signedInAQuarterAgo();
        String atProvider = browser.step(party.url("/me")).location().toString();
        String callback = browser.step(atProvider).location().toString();
        browser.request("POST", party.url("/logout"), Map.of("Sec-Fetch-Site", "same-origin"));
        Page answer = browser.step(callback);

        assertThat(answer.status()).isEqualTo(303);
        assertThat(party.knows(browser)).isFalse();
    }

    @Test
    void a_check_does_not_make_a_session_last_longer() {
        TestBrowser browser = party.signedIn("alice");
        for (int i = 0; i < 47; i++) {
            pass(Duration.ofMinutes(15));
            assertThat(browser.open(party.url("/me")).body()).contains("name=Alice");
            assertThat(asked()).hasSize(1);
        }
        pass(Duration.ofMinutes(15));
        party.provider.signOutEverywhere();

        assertThat(party.knows(browser)).isFalse();
    }

    @Test
    void a_provider_that_is_down_keeps_nobody_out() {
        TestBrowser browser = signedInAQuarterAgo();
        party.provider.misbehave(Misbehaviour.DISCOVERY_OTHER_ISSUER);
        party.clock.advance(Duration.ofMinutes(1));

        assertThat(browser.open(party.url("/me")).body()).contains("name=Alice");
    }
}
