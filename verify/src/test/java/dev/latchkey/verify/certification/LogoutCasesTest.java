package dev.latchkey.verify.certification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.store.SessionStore;
import dev.latchkey.testing.Endpoint;
import dev.latchkey.testing.LogoutDelivery;
import dev.latchkey.testing.LogoutToken;
import dev.latchkey.testing.Misbehaviour;
import dev.latchkey.testing.Page;
import dev.latchkey.testing.RecordedRequest;
import dev.latchkey.testing.TestBrowser;
import dev.latchkey.verify.logout.Party;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** RP-initiated, session management, front-channel and back-channel logout: each for code, implicit and hybrid. */
class LogoutCasesTest {
    /** One flow of each profile. */
    enum Profile {
        BASIC(Flow.CODE_QUERY),
        IMPLICIT(Flow.ID_TOKEN_FRAGMENT),
        IMPLICIT_WITH_TOKEN(Flow.ID_TOKEN_TOKEN_FRAGMENT),
        HYBRID(Flow.CODE_ID_TOKEN_FRAGMENT),
        HYBRID_WITH_TOKENS(Flow.CODE_ID_TOKEN_TOKEN_FRAGMENT);

        private final Flow flow;

        Profile(Flow flow) {
            this.flow = flow;
        }

        private Party party() {
            return Party.with(
                    client -> client,
                    provider -> provider.responseType(flow.type).responseMode(flow.mode),
                    builder -> builder.backchannelLogout(SessionStore.inMemory())
                            .frontchannelLogout()
                            .sessionManagement());
        }
    }

    /** The user leaves by the application's own link. */
    private static Page signOut(Party party, TestBrowser browser) {
        return browser.settle(browser.follow(browser.open(party.url("/me")), "Sign out"));
    }

    private static void signsOut(Profile profile, Misbehaviour... how) {
        try (Party party = profile.party()) {
            party.provider().misbehave(how);
            TestBrowser browser = party.signedIn("alice");
            Page home = signOut(party, browser);

            assertThat(home.url()).isEqualTo(party.url("/"));
            assertThat(home.body()).contains("Sign in");
            assertThat(party.knows(browser)).isFalse();
            RecordedRequest asked =
                    party.provider().requests(Endpoint.END_SESSION).get(0);
            assertThat(asked.parameter("id_token_hint")).contains(".");
            assertThat(asked.parameter("post_logout_redirect_uri")).isEqualTo(party.url("/logged_out"));
            assertThat(asked.parameter("state")).hasSize(43);
        }
    }

    @ParameterizedTest
    @EnumSource
    void rp_initiated_logout(Profile profile) {
        signsOut(profile);
    }

    @ParameterizedTest
    @EnumSource
    void rp_initiated_logout_returns_with_another_state(Profile profile) {
        signsOut(profile, Misbehaviour.END_SESSION_STATE_ALTERED);
    }

    @ParameterizedTest
    @EnumSource
    void rp_initiated_logout_returns_without_state(Profile profile) {
        signsOut(profile, Misbehaviour.END_SESSION_STATE_MISSING);
    }

    @ParameterizedTest
    @EnumSource
    void session_state_is_kept_and_handed_to_the_providers_frame(Profile profile) {
        try (Party party = profile.party()) {
            Page page = party.signedIn("alice")
                    .step(party.application().relyingParty().sessionPageUri());

            assertThat(page.body())
                    .containsPattern("data-message=\"client1 [A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\"")
                    .contains("data-frame=\"" + party.provider().uri(Endpoint.CHECK_SESSION) + "\"");
        }
    }

    @ParameterizedTest
    @EnumSource
    void session_changed_and_the_user_is_still_signed_in(Profile profile) {
        try (Party party = profile.party()) {
            TestBrowser browser = party.signedIn("alice");
            Page page = browser.settle(browser.open(party.url("/redirect_uri/session/check?return_to=/me")));

            assertThat(page.url()).isEqualTo(party.url("/me"));
            assertThat(page.body()).contains("name=Alice");
            List<RecordedRequest> asked = party.provider().requests(Endpoint.AUTHORIZATION);
            assertThat(asked.get(asked.size() - 1).parameter("prompt")).isEqualTo("none");
        }
    }

    @ParameterizedTest
    @EnumSource
    void session_changed_and_the_user_has_signed_out(Profile profile) {
        try (Party party = profile.party()) {
            TestBrowser browser = party.signedIn("alice");
            // Signed out where this browser is known alone: no logout token comes.
            party.provider().misbehave(Misbehaviour.SILENT_INTERACTION_REQUIRED);
            Page page = browser.settle(browser.open(party.url("/redirect_uri/session/check?return_to=/me")));

            assertThat(page.url()).isEqualTo(party.url("/"));
            assertThat(party.knows(browser)).isFalse();
        }
    }

    private static void frames(Profile profile, int status, boolean isSignedInAfterwards, Misbehaviour... how) {
        try (Party party = profile.party().inFrames()) {
            TestBrowser browser = party.signedIn("alice");
            party.provider().misbehave(how);
            Page signOut = browser.step(party.provider().uri(Endpoint.END_SESSION) + "?client_id=client1");

            assertThat(browser.frames(signOut)).singleElement().satisfies(frame -> {
                assertThat(frame.status()).isEqualTo(status);
                assertThat(frame.header("Cache-Control")).isEqualTo("no-store");
                assertThat(frame.header("X-Frame-Options")).isNull();
            });
            assertThat(party.knows(browser)).isEqualTo(isSignedInAfterwards);
        }
    }

    @ParameterizedTest
    @EnumSource
    void front_channel_logout_with_issuer_and_sid(Profile profile) {
        frames(profile, 200, false);
    }

    @ParameterizedTest
    @EnumSource
    void front_channel_logout_without_issuer_and_sid(Profile profile) {
        frames(profile, 200, false, Misbehaviour.FRONTCHANNEL_LOGOUT_BARE);
    }

    @ParameterizedTest
    @EnumSource
    void front_channel_logout_with_a_wrong_issuer(Profile profile) {
        frames(profile, 400, true, Misbehaviour.FRONTCHANNEL_LOGOUT_WRONG_ISS);
    }

    @ParameterizedTest
    @EnumSource
    void front_channel_logout_with_a_wrong_sid(Profile profile) {
        frames(profile, 200, true, Misbehaviour.FRONTCHANNEL_LOGOUT_WRONG_SID);
    }

    private static LogoutToken withBoth(Party party) {
        return party.provider()
                .logoutToken("client1")
                .sub("alice")
                .sid(party.provider().sids("alice").get(0));
    }

    private static void accepts(Profile profile, Consumer<Party> logout) {
        try (Party party = profile.party()) {
            TestBrowser browser = party.signedIn("alice");
            TestBrowser bobs = party.signedIn("bob");
            logout.accept(party);

            assertThat(party.knows(browser)).isFalse();
            assertThat(party.knows(bobs)).isTrue();
        }
    }

    private static void assertAccepted(LogoutDelivery delivery) {
        assertThat(delivery.status()).isEqualTo(200);
        assertThat(delivery.header("cache-control")).isEqualTo("no-store");
    }

    @ParameterizedTest
    @EnumSource
    void back_channel_logout_by_sid(Profile profile) {
        accepts(
                profile,
                party -> assertAccepted(withBoth(party).claim("sub", null).send()));
    }

    @ParameterizedTest
    @EnumSource
    void back_channel_logout_by_sub(Profile profile) {
        accepts(
                profile,
                party -> assertAccepted(withBoth(party).claim("sid", null).send()));
    }

    @ParameterizedTest
    @EnumSource
    void back_channel_logout_by_both(Profile profile) {
        accepts(profile, party -> assertAccepted(withBoth(party).send()));
    }

    private static void refuses(Profile profile, String reason, Misbehaviour how) {
        try (Party party = profile.party()) {
            TestBrowser browser = party.signedIn("alice");
            LogoutToken token = withBoth(party);
            party.provider().misbehave(how);
            LogoutDelivery delivery = token.send();

            assertThat(delivery.status()).isEqualTo(400);
            assertThat(delivery.body()).contains("\"invalid_request\"", "\"" + reason + "\"");
            assertThat(delivery.header("cache-control")).isEqualTo("no-store");
            assertThat(party.knows(browser)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void back_channel_logout_with_a_wrong_issuer(Profile profile) {
        refuses(profile, "logout_token_issuer", Misbehaviour.LOGOUT_TOKEN_WRONG_ISSUER);
    }

    @ParameterizedTest
    @EnumSource
    void back_channel_logout_with_a_wrong_audience(Profile profile) {
        refuses(profile, "logout_token_audience", Misbehaviour.LOGOUT_TOKEN_WRONG_AUDIENCE);
    }

    @ParameterizedTest
    @EnumSource
    void back_channel_logout_without_iat(Profile profile) {
        refuses(profile, "logout_token_issued_at", Misbehaviour.LOGOUT_TOKEN_NO_IAT);
    }

    @ParameterizedTest
    @EnumSource
    void back_channel_logout_with_wrong_events(Profile profile) {
        refuses(profile, "logout_token_events", Misbehaviour.LOGOUT_TOKEN_WRONG_EVENTS);
    }

    @ParameterizedTest
    @EnumSource
    void back_channel_logout_without_events(Profile profile) {
        refuses(profile, "logout_token_events", Misbehaviour.LOGOUT_TOKEN_NO_EVENTS);
    }

    @ParameterizedTest
    @EnumSource
    void back_channel_logout_with_a_nonce(Profile profile) {
        refuses(profile, "logout_token_nonce", Misbehaviour.LOGOUT_TOKEN_WITH_NONCE);
    }

    @ParameterizedTest
    @EnumSource
    void back_channel_logout_with_neither_sid_nor_sub(Profile profile) {
        refuses(profile, "logout_token_subject", Misbehaviour.LOGOUT_TOKEN_FOR_NOBODY);
    }

    @ParameterizedTest
    @EnumSource
    void back_channel_logout_with_alg_none(Profile profile) {
        refuses(profile, "logout_token_algorithm", Misbehaviour.ALG_NONE);
    }

    @ParameterizedTest
    @EnumSource
    void back_channel_logout_with_another_algorithm(Profile profile) {
        refuses(profile, "logout_token_algorithm", Misbehaviour.OTHER_SIGNING_ALGORITHM);
    }

    @ParameterizedTest
    @EnumSource
    void back_channel_logout_with_a_bad_signature(Profile profile) {
        refuses(profile, "logout_token_signature", Misbehaviour.BAD_SIGNATURE);
    }
}
