package dev.latchkey.verify.logout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.RelyingPartyBuilder;
import dev.latchkey.store.SessionStore;
import dev.latchkey.testing.Endpoint;
import dev.latchkey.testing.Misbehaviour;
import dev.latchkey.testing.Page;
import dev.latchkey.testing.TestBrowser;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A provider's page opens the application in a frame while the user signs out there (Front-Channel Logout). */
class FrontchannelLogoutTest {
    private Party party = Party.with(FrontchannelLogoutTest::onServer).inFrames();

    private static RelyingPartyBuilder onServer(RelyingPartyBuilder builder) {
        return builder.sessions(SessionStore.inMemory()).frontchannelLogout();
    }

    private static List<UnaryOperator<RelyingPartyBuilder>> stores() {
        return List.of(FrontchannelLogoutTest::onServer, RelyingPartyBuilder::frontchannelLogout);
    }

    private void restart(UnaryOperator<RelyingPartyBuilder> settings) {
        party.close();
        party = Party.with(settings).inFrames();
    }

    @AfterEach
    void stop() {
        party.close();
    }

    private String uri(String query) {
        return party.application.relyingParty().frontchannelLogoutUri() + query;
    }

    private String named(String issuer, String sid) {
        return uri("?iss=" + encoded(issuer) + "&sid=" + encoded(sid));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The only frame of the provider's sign-out page. */
    private Page frame(TestBrowser browser) {
        Page signOut = browser.step(party.provider.uri(Endpoint.END_SESSION) + "?client_id=client1");
        List<Page> frames = browser.frames(signOut);
        assertThat(frames).hasSize(1);
        return frames.get(0);
    }

    @Test
    void issuer_and_sid_end_the_session_without_any_cookie() {
        TestBrowser browser = party.signedIn("alice");
        TestBrowser another = party.signedIn("alice");
        String sid = party.provider.sids("alice").stream()
                .filter(name -> browser.step(party.url("/")).body().contains("name="))
                .toList()
                .get(0);

        assertThat(new TestBrowser().step(named(party.provider.issuer(), sid)).status())
                .isEqualTo(200);
        assertThat(List.of(party.knows(browser), party.knows(another))).containsExactlyInAnyOrder(true, false);
    }

    @Test
    void the_frame_of_the_sign_out_page_ends_the_session_and_revokes_nothing() {
        TestBrowser browser = party.signedIn("alice");
        Page frame = frame(browser);

        assertThat(frame.status()).isEqualTo(200);
        assertThat(frame.header("Cache-Control")).isEqualTo("no-store");
        assertThat(frame.header("X-Frame-Options")).isNull();
        assertThat(frame.header("Content-Security-Policy"))
                .isEqualTo("default-src 'none'; base-uri 'none'; frame-ancestors " + party.provider.issuer());
        assertThat(party.knows(browser)).isFalse();
        assertThat(party.provider.requests(Endpoint.REVOCATION)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"FRONTCHANNEL_LOGOUT_WRONG_ISS", "FRONTCHANNEL_LOGOUT_ISS_ALONE"})
    void a_foreign_issuer_or_one_without_sid_is_refused(Misbehaviour how) {
        for (UnaryOperator<RelyingPartyBuilder> settings : stores()) {
            restart(settings);
            TestBrowser browser = party.signedIn("alice");
            party.provider.misbehave(how);

            assertThat(frame(browser).status()).isEqualTo(400);
            assertThat(party.knows(browser)).isTrue();
        }
    }

    @Test
    void a_foreign_sid_ends_nothing() {
        for (UnaryOperator<RelyingPartyBuilder> settings : stores()) {
            restart(settings);
            TestBrowser browser = party.signedIn("alice");
            party.provider.misbehave(Misbehaviour.FRONTCHANNEL_LOGOUT_WRONG_SID);

            assertThat(frame(browser).status()).isEqualTo(200);
            assertThat(party.knows(browser)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?sid=SID",
                "?iss=ISS",
                "?iss=ISS&sid=SID&sid=SID",
                "?iss=ISS&iss=ISS&sid=SID",
                "?iss=https%3A%2F%2Fevil.example&sid=SID",
                "?iss=&sid=SID"
            })
    void what_is_not_whole_is_refused(String query) {
        TestBrowser browser = party.signedIn("alice");
        String filled = query.replace("ISS", encoded(party.provider.issuer()))
                .replace("SID", party.provider.sids("alice").get(0));

        assertThat(browser.step(uri(filled)).status()).isEqualTo(400);
        assertThat(party.knows(browser)).isTrue();
    }

    @Test
    void the_issuer_is_compared_byte_for_byte() {
        TestBrowser browser = party.signedIn("alice");
        String sid = party.provider.sids("alice").get(0);

        browser.step(named(party.provider.issuer() + "/", sid));
        browser.step(named(party.provider.issuer().replace("http", "HTTP"), sid));
        assertThat(party.knows(browser)).isTrue();
    }

    @Test
    void without_names_the_session_of_the_cookie_ends_if_there_is_one() {
        for (UnaryOperator<RelyingPartyBuilder> settings : stores()) {
            restart(settings);
            TestBrowser browser = party.signedIn("alice");
            TestBrowser another = party.signedIn("alice");
            party.provider.misbehave(Misbehaviour.FRONTCHANNEL_LOGOUT_BARE);

            assertThat(browser.step(uri("")).status())
                    .as("a link, with the cookie")
                    .isEqualTo(400);
            assertThat(party.knows(browser)).isTrue();
            assertThat(frame(browser).status()).isEqualTo(200);
            assertThat(party.knows(browser)).isFalse();
            assertThat(party.knows(another)).isTrue();
        }
    }

    @Test
    void a_session_in_a_cookie_ends_if_the_cookie_arrives_and_is_of_the_session_that_is_named() {
        restart(RelyingPartyBuilder::frontchannelLogout);
        TestBrowser browser = party.signedIn("alice");
        TestBrowser thief = browser.copy();
        String sid = party.provider.sids("alice").get(0);

        new TestBrowser().step(named(party.provider.issuer(), sid));
        assertThat(party.knows(browser)).isTrue();
        frame(browser);
        assertThat(party.knows(browser)).isFalse();
        assertThat(party.knows(thief)).as("the copy of an ended cookie").isFalse();
    }

    @Test
    void an_image_a_script_and_a_prefetch_of_any_site_end_nothing() {
        TestBrowser browser = party.signedIn("alice");
        String named =
                named(party.provider.issuer(), party.provider.sids("alice").get(0));
        for (String address : List.of(named, uri(""))) {
            browser.request("GET", address, Map.of("Sec-Fetch-Mode", "no-cors", "Sec-Fetch-Dest", "image"));
            browser.request("GET", address, Map.of("Sec-Fetch-Mode", "navigate", "Sec-Purpose", "prefetch"));
            browser.request("HEAD", address, Map.of());
            browser.request("POST", address, Map.of());
            assertThat(browser.fetch(address).status()).isEqualTo(400);
        }

        assertThat(party.knows(browser)).isTrue();
    }

    @Test
    void there_is_no_such_address_unless_that_is_set() {
        restart(builder -> builder.sessions(SessionStore.inMemory()));
        TestBrowser browser = party.signedIn("alice");

        assertThat(frame(browser).body()).contains("name=");
        assertThat(party.knows(browser)).isTrue();
    }
}
