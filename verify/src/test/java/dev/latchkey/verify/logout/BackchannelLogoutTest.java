package dev.latchkey.verify.logout;

import static dev.latchkey.verify.logout.LogoutAnswers.assertAccepted;
import static dev.latchkey.verify.logout.LogoutAnswers.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.config.ClientMetadata;
import dev.latchkey.config.Provider;
import dev.latchkey.store.RevocableSessionStore;
import dev.latchkey.store.SessionStore;
import dev.latchkey.testing.Endpoint;
import dev.latchkey.testing.LogoutToken;
import dev.latchkey.testing.Misbehaviour;
import dev.latchkey.testing.Page;
import dev.latchkey.testing.Pause;
import dev.latchkey.testing.TestBrowser;
import dev.latchkey.testing.TestProvider;
import dev.latchkey.verify.LoginApplication;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A provider ends sessions without any browser (OpenID Connect Back-Channel Logout). */
class BackchannelLogoutTest {
    private final Party party = Party.withBackchannel();

    @AfterEach
    void stop() {
        party.close();
    }

    private LogoutToken token() {
        return party.provider.logoutToken("client1");
    }

    @Test
    void by_sid_one_session_ends_and_the_users_others_go_on() {
        TestBrowser office = party.signedIn("alice");
        String sid = party.provider.sids("alice").get(0);
        TestBrowser home = party.signedIn("alice");

        assertAccepted(token().sid(sid).send());
        assertThat(party.knows(office)).isFalse();
        assertThat(party.knows(home)).isTrue();
    }

    @Test
    void by_sub_all_sessions_of_the_user_end_and_nobody_elses() {
        TestBrowser office = party.signedIn("alice");
        TestBrowser home = party.signedIn("alice");
        TestBrowser bobs = party.signedIn("bob");

        assertAccepted(token().sub("alice").send());
        assertThat(party.knows(office)).isFalse();
        assertThat(party.knows(home)).isFalse();
        assertThat(party.knows(bobs)).isTrue();
    }

    @Test
    void by_both_the_session_that_sid_names_ends_and_the_users_others_go_on() {
        TestBrowser office = party.signedIn("alice");
        String sid = party.provider.sids("alice").get(0);
        TestBrowser home = party.signedIn("alice");

        assertAccepted(token().sub("alice").sid(sid).send());
        assertThat(party.knows(office)).isFalse();
        assertThat(party.knows(home)).isTrue();
    }

    @Test
    void by_both_those_sessions_end_too_of_which_no_sid_is_known() {
        TestBrowser office = party.signedIn("alice");
        String sid = party.provider.sids("alice").get(0);
        party.provider.misbehave(Misbehaviour.MISSING_SID);
        TestBrowser home = party.signedIn("alice");
        TestBrowser bobs = party.signedIn("bob");
        party.provider.behave();
        TestBrowser another = party.signedIn("alice");

        assertAccepted(token().sub("alice").sid(sid).send());
        assertThat(party.knows(office)).isFalse();
        assertThat(party.knows(home)).isFalse();
        assertThat(party.knows(bobs)).isTrue();
        assertThat(party.knows(another)).isTrue();
    }

    @Test
    void whoever_signs_out_at_the_provider_is_signed_out_here_at_the_next_request() {
        TestBrowser browser = party.signedIn("alice");

        assertThat(party.provider.signOut("alice")).singleElement().satisfies(LogoutAnswers::assertAccepted);
        assertThat(browser.step(party.url("/me")).location().toString()).startsWith(party.provider.issuer());
    }

    @Test
    void a_logout_of_somebody_who_is_not_here_is_accepted() {
        TestBrowser browser = party.signedIn("alice");

        assertAccepted(token().sid("unknown").send());
        assertAccepted(token().sub("unknown").send());
        assertThat(party.knows(browser)).isTrue();
    }

    @Test
    void a_logout_token_that_was_accepted_is_refused_from_then_on() {
        LogoutToken token = token().sub("alice");
        assertAccepted(token.send());

        party.clock.advance(Duration.ofSeconds(5));
        TestBrowser browser = party.signedIn("alice");
        assertRefused(token.send(), 400, "invalid_request", "logout_token_replayed");
        assertThat(party.knows(browser)).isTrue();
        party.clock.advance(Duration.ofMinutes(5));
        assertRefused(token.send(), 400, "invalid_request", "logout_token_issued_at");
    }

    @Test
    void of_a_hundred_copies_at_once_one_is_accepted() throws Exception {
        party.signedIn("alice");
        LogoutToken token = token().sub("alice");
        ExecutorService threads = Executors.newFixedThreadPool(20);
        List<Future<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            answers.add(threads.submit(() -> token.send().status()));
        }
        threads.shutdown();
        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> answer : answers) {
            statuses.add(answer.get());
        }

        assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
        assertThat(statuses).filteredOn(status -> status == 400).hasSize(99);
    }

    @Test
    void a_login_under_way_cannot_bring_back_what_was_ended() {
        for (Endpoint where : List.of(Endpoint.TOKEN, Endpoint.USERINFO)) {
            TestBrowser browser = new TestBrowser(party.clock);
            CompletableFuture<Page> login;
            try (Pause pause = party.provider.pause(where)) {
                login = CompletableFuture.supplyAsync(() -> browser.signIn(party.url("/me"), "alice"));
                pause.awaitRequest();
                assertAccepted(token().sid(party.provider.sids("alice").get(0)).send());
                // The ID token of a code that is redeemed now is newer than the logout; its login is not.
                party.clock.advance(Duration.ofSeconds(2));
            }
            Page page = login.join();

            assertThat(page.body()).contains("reason=ended_at_provider");
            assertThat(page.status()).isEqualTo(403);
            assertThat(party.knows(browser)).isFalse();
            party.provider.signOutEverywhere();
        }
    }

    @Test
    void a_login_after_the_logout_succeeds() {
        assertAccepted(token().sub("alice").send());
        party.clock.advance(Duration.ofSeconds(1));

        assertThat(party.knows(party.signedIn("alice"))).isTrue();
    }

    @Test
    void a_flood_of_bad_tokens_does_not_keep_a_login_from_new_keys() {
        party.signedIn("alice");
        party.provider.misbehave(Misbehaviour.UNKNOWN_KID);
        for (int i = 0; i < 20; i++) {
            assertThat(token().sub("alice").send().status()).isEqualTo(503);
        }
        assertThat(party.provider.requests(Endpoint.JWKS)).hasSize(2);
        party.provider.behave();
        party.provider.rotateKeys();

        assertThat(party.knows(party.signedIn("bob"))).isTrue();
    }

    @Test
    void keys_that_cannot_be_read_are_the_servers_trouble() {
        TestBrowser browser = party.signedIn("alice");
        LogoutToken token = token().sub("alice");
        party.clock.advance(Duration.ofHours(25));
        party.provider.misbehave(Misbehaviour.JWKS_DOWN);

        LogoutToken fresh = token().sub("alice");
        assertRefused(fresh.send(), 503, "temporarily_unavailable", "provider_bad_answer");
        party.provider.behave();
        party.clock.advance(Duration.ofSeconds(5));
        assertAccepted(fresh.send());
        assertThat(token.send().status()).isEqualTo(400);
        assertThat(party.knows(browser)).isFalse();
    }

    @Test
    void a_store_that_fails_is_told_to_the_provider_and_the_same_token_works_later() {
        FailingStore store = new FailingStore();
        try (Party failing = Party.with(builder -> builder.backchannelLogout(store))) {
            TestBrowser browser = failing.signedIn("alice");
            LogoutToken token = failing.provider.logoutToken("client1").sub("alice");
            for (String method : List.of("putIfAbsent", "tombstone", "endAll")) {
                store.fails = method;
                assertRefused(token.send(), 503, "temporarily_unavailable", "store_unavailable");
                assertThat(token.send().header("retry-after")).isEqualTo("10");
            }
            store.fails = "";

            assertThat(failing.knows(browser)).isTrue();
            assertAccepted(token.send());
            assertThat(failing.knows(browser)).isFalse();
        }
    }

    @Test
    void whatever_answer_of_the_store_is_lost_the_same_token_works_later() {
        for (String method : List.of("putIfAbsent", "value", "tombstone", "endAll", "remove")) {
            FailingStore store = new FailingStore();
            try (Party failing = Party.with(builder -> builder.backchannelLogout(store))) {
                TestBrowser browser = failing.signedIn("alice");
                LogoutToken token = failing.provider.logoutToken("client1").sub("alice");
                store.losesAnswerOf = method;
                if (method.equals("remove")) {
                    assertAccepted(token.send());
                } else {
                    assertRefused(token.send(), 503, "temporarily_unavailable", "store_unavailable");
                    store.losesAnswerOf = "";
                    store.forgetLeases();
                    assertAccepted(token.send());
                }
                assertThat(failing.knows(browser)).as(method).isFalse();
                assertRefused(token.send(), 400, "invalid_request", "logout_token_replayed");
            }
        }
    }

    @Test
    void one_provider_cannot_sign_out_the_users_of_another() throws IOException {
        RevocableSessionStore store = SessionStore.inMemory();
        try (TestProvider other = TestProvider.builder().clock(party.clock).start();
                LoginApplication both = LoginApplication.start(builder -> builder.clock(party.clock)
                        .backchannelLogout(store)
                        .provider(
                                "one",
                                Provider.discover(party.provider.issuer()).client("client1", "secret1"))
                        .provider("two", Provider.discover(other.issuer()).client("client1", "secret1")))) {
            String uri = both.relyingParty().backchannelLogoutUri();
            TestBrowser browser = new TestBrowser(party.clock);
            browser.signIn(both.url("/login?provider=one"), "alice");

            assertThat(other.logoutToken("client1").sub("alice").sendTo(uri).status())
                    .isEqualTo(200);
            assertThat(browser.step(both.url("/")).body()).contains("name=Alice");
            assertThat(other.logoutToken("client1")
                            .sub("alice")
                            .claim("iss", party.provider.issuer())
                            .sendTo(uri)
                            .body())
                    .contains("logout_token_signature");
            assertThat(browser.step(both.url("/")).body()).contains("name=Alice");
            assertThat(token().sub("alice").sendTo(uri).status()).isEqualTo(200);
            assertThat(browser.step(both.url("/")).body()).doesNotContain("name=Alice");
        }
    }

    @Test
    void a_client_that_registers_itself_registers_its_addresses() throws IOException {
        try (LoginApplication itself =
                LoginApplication.start(builder -> builder.backchannelLogout(SessionStore.inMemory())
                        .frontchannelLogout()
                        .provider(
                                "default",
                                Provider.discover(party.provider.issuer()).register(ClientMetadata.named("Shop"))))) {
            itself.relyingParty().register("default");
            String sent = party.provider.requests(Endpoint.REGISTRATION).get(0).body();

            assertThat(sent.replace("\\/", "/"))
                    .contains(
                            "\"backchannel_logout_uri\":\"" + itself.url("/redirect_uri/backchannel_logout") + "\"",
                            "\"backchannel_logout_session_required\":true",
                            "\"frontchannel_logout_uri\":\"" + itself.url("/redirect_uri/frontchannel_logout") + "\"",
                            "\"frontchannel_logout_session_required\":true");
        }
    }

    @Test
    void there_is_no_such_address_unless_a_store_is_set() {
        try (Party without = Party.with(builder -> builder.sessions(SessionStore.inMemory()))) {
            TestBrowser browser = without.signedIn("alice");

            assertThat(without.provider
                            .logoutToken("client1")
                            .sub("alice")
                            .send()
                            .status())
                    .isEqualTo(401);
            assertThat(without.knows(browser)).isTrue();
        }
    }
}
