package dev.latchkey.verify.logout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.store.SessionStore;
import dev.latchkey.testing.Endpoint;
import dev.latchkey.testing.Misbehaviour;
import dev.latchkey.testing.Page;
import dev.latchkey.testing.RecordedRequest;
import dev.latchkey.testing.TestBrowser;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The application sends the user out itself, and says where to go then (RP-Initiated Logout). */
class StartedLogoutTest {
    private Party party = Party.with(builder -> builder.sessions(SessionStore.inMemory()));

    @AfterEach
    void stop() {
        party.close();
    }

    private RecordedRequest atProvider() {
        List<RecordedRequest> requests = party.provider.requests(Endpoint.END_SESSION);
        assertThat(requests).hasSize(1);
        return requests.get(0);
    }

    @Test
    void the_provider_gets_everything_and_the_user_ends_where_the_application_said() {
        TestBrowser browser = party.signedIn("alice");
        Page page = browser.open(browser.open(party.url("/me")), party.url("/leave"));

        assertThat(page.url()).isEqualTo(party.url("/?bye=1"));
        assertThat(party.knows(browser)).isFalse();
        assertThat(atProvider().parameter("client_id")).isEqualTo("client1");
        assertThat(atProvider().parameter("id_token_hint")).contains(".");
        assertThat(atProvider().parameter("post_logout_redirect_uri")).isEqualTo(party.url("/logged_out"));
        assertThat(atProvider().parameter("state")).hasSize(43);
        assertThat(atProvider().parameter("ui_locales")).isEqualTo("de fr-CA");
        assertThat(atProvider().parameter("logout_hint")).isEqualTo("alice");
        assertThat(browser.cookies(party.url("/")))
                .noneMatch(cookie -> cookie.name().startsWith("latchkey-"));
    }

    @Test
    void the_id_token_is_a_hint_long_after_it_has_expired() {
        TestBrowser browser = party.signedIn("alice");
        for (int i = 0; i < 8; i++) {
            party.clock.advance(Duration.ofMinutes(20));
            browser.open(party.url("/me"));
        }
        browser.open(browser.open(party.url("/me")), party.url("/leave"));

        assertThat(atProvider().parameter("id_token_hint")).contains(".");
    }

    @Test
    void the_provider_is_asked_even_if_nobody_is_signed_in_here_any_more() {
        TestBrowser browser = party.signedIn("alice");
        Page open = browser.open(party.url("/me"));
        browser.clearCookies();
        Page page = browser.open(open, party.url("/leave"));

        assertThat(page.url()).isEqualTo(party.url("/?bye=1"));
        assertThat(atProvider().parameter("client_id")).isEqualTo("client1");
        assertThat(atProvider().parameter("id_token_hint")).isNull();
    }

    @Test
    void a_link_of_another_site_gets_a_question_whose_answer_leads_to_the_same_page() {
        TestBrowser browser = party.signedIn("alice");
        Page question = browser.request(
                "GET", party.url("/leave"), Map.of("Sec-Fetch-Site", "cross-site", "Accept", "text/html"));

        assertThat(question.title()).isEqualTo("Sign out?");
        assertThat(party.knows(browser)).isTrue();
        assertThat(browser.submit(question, "Sign out", Map.of()).url()).isEqualTo(party.url("/?bye=1"));
        assertThat(party.knows(browser)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = Misbehaviour.class,
            names = {"END_SESSION_STATE_ALTERED", "END_SESSION_STATE_MISSING"})
    void another_state_or_none_is_survived(Misbehaviour how) {
        party.provider.misbehave(how);
        TestBrowser browser = party.signedIn("alice");
        Page page = browser.open(browser.open(party.url("/me")), party.url("/leave"));

        boolean isMissing = how == Misbehaviour.END_SESSION_STATE_MISSING;
        assertThat(page.url()).isEqualTo(party.url(isMissing ? "/?bye=1" : "/"));
        assertThat(party.knows(browser)).isFalse();
    }

    @Test
    void the_built_in_sign_out_leads_where_it_is_told() {
        TestBrowser browser = party.signedIn("alice");
        Page page = browser.open(browser.open(party.url("/me")), party.url("/logout?return_to=%2F%3Fa%3Db"));

        assertThat(page.url()).isEqualTo(party.url("/?a=b"));
        browser.signIn(party.url("/me"), "alice");
        assertThat(browser.post(party.url("/logout"), Map.of("return_to", "/?c=d"))
                        .url())
                .isEqualTo(party.url("/?c=d"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.example", "https://evil.example/", "/%5cevil.example", "/%09/evil.example"})
    void nobody_is_led_to_another_site(String target) {
        TestBrowser browser = party.signedIn("alice");

        assertThat(browser.post(party.url("/logout"), Map.of("return_to", target))
                        .url())
                .isEqualTo(party.url("/"));
    }

    @Test
    void a_provider_with_an_address_of_its_own_kind_is_asked_in_its_own_way() {
        party.close();
        party = Party.with(
                client -> client,
                provider -> provider.endSessionUrl(
                        "http://localhost:1/v2/logout?client_id={client_id}&returnTo={post_logout_redirect_uri}"
                                + "&lang={ui_locales}&x={state}"),
                builder -> builder);
        TestBrowser browser = party.signedIn("alice");
        String location = browser.request(
                        "POST", party.url("/logout"), Map.of("Sec-Fetch-Site", "same-origin", "Accept", "text/html"))
                .location()
                .toString();

        assertThat(location)
                .startsWith("http://localhost:1/v2/logout?client_id=client1&returnTo=http%3A%2F%2Flocalhost%3A")
                .contains("%2Flogged_out&lang=&x=");
        assertThat(party.knows(browser)).isFalse();
    }
}
