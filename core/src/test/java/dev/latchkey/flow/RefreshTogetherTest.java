package dev.latchkey.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.RelyingParty;
import dev.latchkey.app.Access;
import dev.latchkey.app.Decision.Proceed;
import dev.latchkey.app.SignedInUser;
import dev.latchkey.config.SessionFollows;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.OidcException;
import dev.latchkey.fixture.Application;
import dev.latchkey.fixture.Crowd;
import dev.latchkey.fixture.FakeProvider;
import dev.latchkey.fixture.HandClock;
import dev.latchkey.fixture.Refusal;
import dev.latchkey.http.WebRequest;
import dev.latchkey.store.ServerSessionStore;
import dev.latchkey.store.SessionStore;
import dev.latchkey.store.SharedValues;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Whoever comes while a refresh is under way shares what became of it, each in its own way. */
class RefreshTogetherTest {
    private static final String RENEWED = "{\"access_token\":\"renewed\",\"token_type\":\"Bearer\",\"expires_in\":300"
            + ",\"refresh_token\":\"second\"}";

    private final ServerSessionStore store = SessionStore.inMemory(100, new HandClock());
    private final Application app =
            new Application(settings -> settings.sessions(store).refreshAccessTokens());

    private WebRequest signedIn() {
        app.signIn("/");
        app.clock.pass(Duration.ofSeconds(290));
        return app.browser.navigation("/").build();
    }

    private int refreshes() {
        return app.provider.calls("/token").size() - 1;
    }

    private static SignedInUser opened(RelyingParty party, WebRequest request) {
        return Objects.requireNonNull(((Proceed) party.decide(request, Access.signedIn())).user());
    }

    @Test
    void many_explicit_refreshes_make_one_call() throws Exception {
        WebRequest request = signedIn();
        Crowd crowd = new Crowd(40);
        app.provider.on("/token", call -> {
            crowd.await();
            return FakeProvider.json(200, RENEWED);
        });

        assertThat(crowd.run(() -> app.party.refresh(request).tokens().accessToken()))
                .containsOnly("renewed");
        assertThat(refreshes()).isBetween(1, 2); // Whoever came after its end asked again, with the second token.
    }

    @Test
    void a_request_that_waits_for_a_failing_explicit_refresh_goes_on_with_its_session() throws Exception {
        WebRequest request = signedIn();
        Gate gate = new Gate();
        app.provider.on("/token", call -> {
            gate.pass();
            return FakeProvider.json(503, "{}");
        });
        ExecutorService threads = Executors.newFixedThreadPool(2);
        Future<SignedInUser> explicit = threads.submit(() -> app.party.refresh(request));
        gate.awaitArrival();
        Future<SignedInUser> ordinary = threads.submit(() -> opened(app.party, request));
        gate.open();

        assertThat(ordinary.get().tokens().accessToken()).isEqualTo("the-access-token");
        assertThat(org.assertj.core.api.Assertions.catchThrowable(explicit::get))
                .hasCauseInstanceOf(OidcException.class);
        threads.shutdown();
    }

    @Test
    void an_explicit_refresh_that_joins_a_failing_one_fails_too() throws Exception {
        WebRequest request = signedIn();
        Gate gate = new Gate();
        app.provider.on("/token", call -> {
            gate.pass();
            return FakeProvider.json(400, "{\"error\":\"invalid_grant\"}");
        });
        ExecutorService threads = Executors.newFixedThreadPool(2);
        Future<SignedInUser> ordinary = threads.submit(() -> opened(app.party, request));
        gate.awaitArrival();
        Future<SignedInUser> explicit = threads.submit(() -> app.party.refresh(request));
        gate.open();

        assertThat(ordinary.get().tokens().accessToken()).isNull();
        Throwable failure = org.assertj.core.api.Assertions.catchThrowable(explicit::get);
        assertThat(failure).hasCauseInstanceOf(OidcException.class);
        assertThat(((OidcException) Objects.requireNonNull(failure.getCause())).reason())
                .isIn(FailureReason.TOKEN_ERROR, FailureReason.LOGIN_REQUIRED); // Joined, or just too late to join.
        threads.shutdown();
    }

    @Test
    void an_explicit_refresh_takes_over_what_userinfo_says_now_and_drops_what_it_no_longer_says() {
        app.provider.on("/userinfo", "{\"sub\":\"alice\",\"name\":\"Alice\",\"roles\":[\"admin\"]}");
        WebRequest request = signedIn();
        app.provider.on("/token", RENEWED);
        assertThat(opened(app.party, request).roles()).containsExactly("admin");
        app.provider.on("/userinfo", "{\"sub\":\"alice\",\"name\":\"Alicia\",\"acr\":\"forged\"}");

        SignedInUser user = app.party.refresh(request);

        assertThat(user.roles()).isEmpty();
        assertThat(user.claims()).containsEntry("name", "Alicia").doesNotContainKeys("acr", "roles");
        assertThat(user.claims().get("aud")).isEqualTo("client1");
        assertThat(opened(app.party, request).displayName()).isEqualTo("Alicia");
    }

    @Test
    void without_a_session_or_a_refresh_token_a_login_is_required() {
        Refusal.of(
                FailureReason.LOGIN_REQUIRED,
                () -> app.party.refresh(app.browser.navigation("/").build()));
        WebRequest request = signedIn();
        app.provider.on("/token", call -> FakeProvider.json(400, "{\"error\":\"invalid_grant\"}"));
        Refusal.of(FailureReason.TOKEN_ERROR, () -> app.party.refresh(request));
        Refusal.of(FailureReason.LOGIN_REQUIRED, () -> app.party.refresh(request));
        assertThat(refreshes()).isEqualTo(1);
    }

    /** Two nodes share a store, but not their leases; one of them loses the race for the refresh token. */
    @Test
    void whoever_loses_the_race_for_a_refresh_token_does_not_discard_the_winners() {
        for (SessionFollows follows : List.of(SessionFollows.NONE, SessionFollows.REFRESH)) {
            Application here = new Application(
                    settings -> settings.sessions(store).refreshAccessTokens().sessionFollows(follows));
            here.signIn("/");
            here.clock.pass(Duration.ofSeconds(290));
            WebRequest request = here.browser.navigation("/").build();
            Application there = new Application(settings -> settings.sessions(store)
                    .shared(SharedValues.inMemory(new HandClock()))
                    .refreshAccessTokens()
                    .sessionFollows(follows));
            there.clock.pass(Duration.ofSeconds(290));
            there.provider.on("/token", RENEWED);
            here.provider.on("/token", call -> {
                opened(there.party, request);
                return FakeProvider.json(400, "{\"error\":\"invalid_grant\"}");
            });

            assertThat(opened(here.party, request).tokens().accessToken()).isEqualTo("renewed");
            assertThat(opened(there.party, request).tokens().accessToken()).isEqualTo("renewed");
        }
    }

    @Test
    void tokens_that_another_brought_during_a_refresh_stay() {
        WebRequest request = signedIn();
        Application there = new Application(settings -> settings.sessions(store)
                .shared(SharedValues.inMemory(new HandClock()))
                .refreshAccessTokens());
        there.clock.pass(Duration.ofSeconds(290));
        there.provider.on("/token", RENEWED);
        app.provider.on("/token", call -> {
            opened(there.party, request);
            return FakeProvider.json(200, RENEWED.replace("renewed", "late").replace("second", "third"));
        });

        assertThat(opened(app.party, request).tokens().accessToken()).isEqualTo("renewed");
        assertThat(opened(there.party, request).tokens().accessToken()).isEqualTo("renewed");
    }

    @Test
    void a_session_that_ends_during_its_refresh_is_over() {
        WebRequest request = signedIn();
        app.provider.on("/token", call -> {
            app.answer("/logout");
            return FakeProvider.json(200, RENEWED);
        });

        Proceed proceed = (Proceed) app.party.decide(request, Access.anyone());
        assertThat(proceed.user()).isNull();
    }

    /** Lets a test know that a call has arrived, and holds it until the test says so. */
    private static final class Gate {
        private final CountDownLatch arrived = new CountDownLatch(1);
        private final CountDownLatch opened = new CountDownLatch(1);

        void pass() throws InterruptedException {
            arrived.countDown();
            opened.await(30, TimeUnit.SECONDS);
        }

        void awaitArrival() throws InterruptedException {
            arrived.await(30, TimeUnit.SECONDS);
        }

        void open() {
            opened.countDown();
        }
    }
}
