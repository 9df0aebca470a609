package dev.latchkey.flow;

import static dev.latchkey.failure.FailureReason.CLIENT_REFUSED;
import static dev.latchkey.failure.FailureReason.LOGIN_REQUIRED;
import static dev.latchkey.failure.FailureReason.PROVIDER_TIMEOUT;
import static dev.latchkey.failure.FailureReason.PROVIDER_UNREACHABLE;
import static dev.latchkey.failure.FailureReason.SETTING_INVALID;
import static dev.latchkey.failure.FailureReason.TOKEN_ERROR;
import static dev.latchkey.failure.FailureReason.TOKEN_RESPONSE_MALFORMED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.app.AccessToken;
import dev.latchkey.app.TokenRequest;
import dev.latchkey.app.TokenSource;
import dev.latchkey.fixture.Application;
import dev.latchkey.fixture.Crowd;
import dev.latchkey.fixture.FakeProvider;
import dev.latchkey.fixture.HandClock;
import dev.latchkey.fixture.Refusal;
import dev.latchkey.fixture.Requests;
import dev.latchkey.http.WebRequest;
import dev.latchkey.internal.Form;
import dev.latchkey.store.SessionStore;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Tokens for calls of other services: a signed-in user's, and the application's own. */
class OwnTokensTest {
    private static String tokens(String value, String more) {
        return "{\"access_token\":\"" + value + "\",\"token_type\":\"Bearer\"" + more + "}";
    }

    private static WebRequest request(Application app) {
        return app.browser.navigation("/").build();
    }

    @Nested
    class OfAUserWithARefreshToken {
        private final Application app = new Application(settings ->
                settings.sessions(SessionStore.inMemory(100, new HandClock())).refreshAccessTokens());

        @BeforeEach
        void sign_in() {
            app.signIn("/");
        }

        @Test
        void a_token_that_is_good_for_half_a_minute_is_used_as_it_is() {
            app.clock.pass(Duration.ofSeconds(270));

            AccessToken token = app.party.validAccessToken(request(app));

            assertThat(token.value()).isEqualTo("the-access-token");
            assertThat(token.type()).isEqualTo("Bearer");
            assertThat(token.expiresAt()).isEqualTo(HandClock.START.plusSeconds(300));
            assertThat(token).asString().doesNotContain("the-access-token");
            assertThat(app.provider.calls("/token")).hasSize(1);
        }

        @Test
        void one_that_is_not_is_refreshed() {
            app.clock.pass(Duration.ofSeconds(271));
            app.provider.on("/token", tokens("renewed", ",\"expires_in\":300"));

            assertThat(app.party.validAccessToken(request(app)).value()).isEqualTo("renewed");
            assertThat(app.party.validAccessToken(request(app)).value()).isEqualTo("renewed");
            assertThat(app.provider.calls("/token")).hasSize(2);
        }

        @Test
        void by_force_another_token_is_fetched() {
            app.provider.on("/token", tokens("renewed", ",\"expires_in\":300"));

            assertThat(app.party.renewedAccessToken(request(app)).value()).isEqualTo("renewed");
        }

        @Test
        void many_share_one_refresh() throws InterruptedException, ExecutionException {
            Crowd crowd = new Crowd(20);
            app.provider.on("/token", call -> {
                crowd.await();
                return FakeProvider.json(200, tokens("renewed", ",\"expires_in\":300"));
            });
            app.clock.pass(Duration.ofSeconds(290));
            WebRequest request = request(app);

            assertThat(crowd.run(() -> app.party.validAccessToken(request).value()))
                    .containsOnly("renewed");
            assertThat(app.provider.calls("/token")).hasSize(2);
        }

        @Test
        void a_token_that_another_call_replaced_already_is_not_replaced_again() {
            app.provider.on("/token", tokens("renewed", ",\"expires_in\":300"));
            TokenSource source = app.party.tokensOf(request(app));
            AccessToken old = source.token();

            assertThat(source.replacing(old).value()).isEqualTo("renewed");
            assertThat(source.replacing(old).value()).isEqualTo("renewed");
            assertThat(app.provider.calls("/token")).hasSize(2);
        }

        @Test
        void an_ended_grant_means_login_required() {
            app.clock.pass(Duration.ofSeconds(290));
            app.provider.on("/token", call -> FakeProvider.json(400, "{\"error\":\"invalid_grant\"}"));

            Refusal.of(LOGIN_REQUIRED, () -> app.party.validAccessToken(request(app)));
            Refusal.of(LOGIN_REQUIRED, () -> app.party.validAccessToken(request(app)));
            assertThat(app.provider.calls("/token")).hasSize(2);
        }

        @Test
        void a_provider_that_is_down_is_told_apart_from_that() {
            app.clock.pass(Duration.ofMinutes(5));
            app.provider.goDown();

            Refusal.of(PROVIDER_UNREACHABLE, () -> app.party.validAccessToken(request(app)));
        }

        @Test
        void while_the_provider_is_down_a_token_is_used_to_its_end() {
            app.clock.pass(Duration.ofSeconds(290));
            app.provider.goDown();

            assertThat(app.party.validAccessToken(request(app)).value()).isEqualTo("the-access-token");
            Refusal.of(PROVIDER_UNREACHABLE, () -> app.party.renewedAccessToken(request(app)));
        }

        @Test
        void after_a_failure_nobody_asks_for_ten_seconds() {
            app.clock.pass(Duration.ofMinutes(5));
            app.provider.on("/token", call -> {
                throw new HttpTimeoutException("slow");
            });
            for (int i = 0; i < 5; i++) {
                Refusal.of(PROVIDER_TIMEOUT, () -> app.party.validAccessToken(request(app)));
                Refusal.of(PROVIDER_TIMEOUT, () -> app.party.renewedAccessToken(request(app)));
            }
            assertThat(app.provider.calls("/token")).hasSize(2);

            app.clock.pass(Duration.ofSeconds(10));
            app.provider.on("/token", tokens("renewed", ",\"expires_in\":300"));
            assertThat(app.party.validAccessToken(request(app)).value()).isEqualTo("renewed");
        }

        @Test
        void after_a_refusal_of_the_client_nobody_asks_for_ten_seconds_either() {
            app.clock.pass(Duration.ofSeconds(290));
            app.provider.on("/token", call -> FakeProvider.json(401, "{\"error\":\"invalid_client\"}"));

            Refusal.of(CLIENT_REFUSED, () -> app.party.validAccessToken(request(app)));
            Refusal.of(CLIENT_REFUSED, () -> app.party.validAccessToken(request(app)));
            assertThat(app.provider.calls("/token")).hasSize(2);
        }

        @Test
        void a_token_that_was_just_fetched_is_not_replaced() {
            AtomicInteger count = new AtomicInteger();
            app.provider.on(
                    "/token",
                    call -> FakeProvider.json(200, tokens("new-" + count.incrementAndGet(), ",\"expires_in\":300")));
            TokenSource source = app.party.tokensOf(request(app));
            AccessToken first = source.replacing(source.token());

            assertThat(source.replacing(first).value()).isEqualTo("new-1");
            assertThat(app.party.renewedAccessToken(request(app)).value()).isEqualTo("new-1");

            app.clock.pass(Duration.ofSeconds(10));
            assertThat(source.replacing(first).value()).isEqualTo("new-2");
        }

        @Test
        void a_token_that_was_just_fetched_and_has_ended_is_replaced() {
            app.clock.pass(Duration.ofSeconds(290));
            app.provider.on("/token", tokens("short", ",\"expires_in\":5"));
            for (int i = 0; i < 5; i++) {
                assertThat(app.party.validAccessToken(request(app)).value()).isEqualTo("short");
            }
            assertThat(app.provider.calls("/token")).hasSize(2);

            app.clock.pass(Duration.ofSeconds(6));
            app.provider.on("/token", tokens("next", ",\"expires_in\":5"));
            assertThat(app.party.validAccessToken(request(app)).value()).isEqualTo("next");
        }

        @Test
        void a_new_token_that_ends_at_once_is_none() {
            app.clock.pass(Duration.ofSeconds(290));
            app.provider.on("/token", tokens("short", ",\"expires_in\":10"));

            assertThat(app.party.validAccessToken(request(app)).value()).isEqualTo("short");
        }

        @Test
        void a_request_that_shows_an_access_token_gets_none_of_the_session() {
            for (String shown : List.of("Bearer opaque", "DPoP opaque", "Basic eA==, Bearer opaque")) {
                WebRequest request =
                        app.browser.get("/").header("Authorization", shown).build();
                TokenSource source = app.party.tokensOf(request);
                AccessToken old = AccessToken.bearer("the-access-token", null, List.of());

                Refusal.of(LOGIN_REQUIRED, () -> app.party.validAccessToken(request));
                Refusal.of(LOGIN_REQUIRED, () -> app.party.renewedAccessToken(request));
                Refusal.of(LOGIN_REQUIRED, () -> app.party.refresh(request));
                Refusal.of(LOGIN_REQUIRED, source::token);
                Refusal.of(LOGIN_REQUIRED, () -> source.replacing(old));
            }
            assertThat(app.provider.calls("/token")).hasSize(1);
        }

        @Test
        void nobody_has_no_token() {
            Refusal.of(
                    LOGIN_REQUIRED,
                    () -> app.party.validAccessToken(Requests.navigation("/").build()));
            Refusal.of(
                    LOGIN_REQUIRED,
                    () -> app.party.renewedAccessToken(Requests.navigation("/").build()));
        }
    }

    @Nested
    class OfAUserWithACookie {
        private final Application app = new Application();

        @BeforeEach
        void sign_in() {
            app.signIn("/");
        }

        @Test
        void the_token_is_used_while_it_lasts_and_then_a_login_is_required() {
            assertThat(app.party.validAccessToken(request(app)).value()).isEqualTo("the-access-token");

            app.clock.pass(Duration.ofSeconds(271));
            Refusal.of(LOGIN_REQUIRED, () -> app.party.validAccessToken(request(app)));
        }

        @Test
        void by_force_a_login_is_required() {
            Refusal.of(LOGIN_REQUIRED, () -> app.party.renewedAccessToken(request(app)));
        }
    }

    @Test
    void without_expires_in_a_token_is_not_expired() {
        Application app = new Application();
        FakeProvider.Endpoint honest = endpoint(app);
        app.provider.on("/token", call -> {
            var answer = honest.answer(call);
            return FakeProvider.json(answer.status(), answer.text().replace("\"expires_in\":300,", ""));
        });
        app.signIn("/");
        app.clock.pass(Duration.ofMinutes(20));

        AccessToken token = app.party.validAccessToken(request(app));

        assertThat(token.value()).isEqualTo("the-access-token");
        assertThat(token.expiresAt()).isNull();
    }

    private static FakeProvider.Endpoint endpoint(Application app) {
        return app.provider.endpoint("/token");
    }

    @Nested
    class OfTheApplication {
        private final Application app = new Application();
        private final TokenRequest request =
                TokenRequest.at("default").scopes("read", "write").audience("orders");

        @Test
        void the_client_asks_by_its_credentials() {
            app.provider.on("/token", tokens("own", ",\"expires_in\":300,\"scope\":\"read\""));

            AccessToken token = app.party.clientCredentials(
                    request.resource("https://orders.example.com").parameter("tenant", "a b"));

            assertThat(token.value()).isEqualTo("own");
            assertThat(token.scopes()).containsExactly("read");
            assertThat(token.expiresAt()).isEqualTo(HandClock.START.plusSeconds(300));
            assertThat(token).asString().doesNotContain("own");
            Form form = Form.parse(app.provider.only("/token").body());
            assertThat(form.get("grant_type")).isEqualTo("client_credentials");
            assertThat(form.get("scope")).isEqualTo("read write");
            assertThat(form.get("audience")).isEqualTo("orders");
            assertThat(form.get("resource")).isEqualTo("https://orders.example.com");
            assertThat(form.get("tenant")).isEqualTo("a b");
            assertThat(app.provider.only("/token").headers().get("Authorization"))
                    .startsWith("Basic ");
        }

        @Test
        void a_token_is_kept_until_shortly_before_its_end_for_the_same_request_alone() {
            AtomicInteger count = new AtomicInteger();
            app.provider.on(
                    "/token",
                    call -> FakeProvider.json(200, tokens("own-" + count.incrementAndGet(), ",\"expires_in\":300")));

            assertThat(app.party.clientCredentials(request).value()).isEqualTo("own-1");
            app.clock.pass(Duration.ofSeconds(269));
            assertThat(app.party.clientCredentials(request).value()).isEqualTo("own-1");
            assertThat(app.party.clientCredentials(request.scopes("read")).value())
                    .isEqualTo("own-2");
            assertThat(app.party.clientCredentials(request.audience("other")).value())
                    .isEqualTo("own-3");

            app.clock.pass(Duration.ofSeconds(1));
            assertThat(app.party.clientCredentials(request).value()).isEqualTo("own-4");
        }

        @Test
        void without_an_end_a_token_is_not_kept() {
            app.provider.on("/token", tokens("own", ""));

            assertThat(app.party.clientCredentials(request).scopes()).containsExactly("read", "write");
            app.party.clientCredentials(request);

            assertThat(app.provider.calls("/token")).hasSize(2);
        }

        @Test
        void many_share_one_call() throws InterruptedException, ExecutionException {
            Crowd crowd = new Crowd(20);
            app.provider.on("/token", call -> {
                crowd.await();
                return FakeProvider.json(200, tokens("own", ",\"expires_in\":300"));
            });

            assertThat(crowd.run(() -> app.party.clientCredentials(request).value()))
                    .containsOnly("own");
            assertThat(app.provider.calls("/token")).hasSize(1);
        }

        @Test
        void a_failure_has_its_reason_and_is_not_kept() {
            app.provider.on("/token", call -> FakeProvider.json(400, "{\"error\":\"invalid_scope\"}"));
            Refusal.of(TOKEN_ERROR, () -> app.party.clientCredentials(request));
            app.provider.on("/token", call -> FakeProvider.json(401, "{\"error\":\"invalid_client\"}"));
            Refusal.of(CLIENT_REFUSED, () -> app.party.clientCredentials(request));
            app.provider.on("/token", "{\"token_type\":\"Bearer\"}");
            Refusal.of(TOKEN_RESPONSE_MALFORMED, () -> app.party.clientCredentials(request));
            app.provider.goDown();
            Refusal.of(PROVIDER_UNREACHABLE, () -> app.party.clientCredentials(request));
            app.provider.comeBack();
            app.provider.on("/token", tokens("own", ""));

            assertThat(app.party.clientCredentials(request).value()).isEqualTo("own");
        }

        @Test
        void a_refused_token_is_replaced_once() {
            AtomicInteger count = new AtomicInteger();
            app.provider.on(
                    "/token",
                    call -> FakeProvider.json(200, tokens("own-" + count.incrementAndGet(), ",\"expires_in\":300")));
            TokenSource source = app.party.tokensOf(request);
            AccessToken first = source.token();
            assertThat(source.replacing(first).value()).isEqualTo("own-1");
            app.clock.pass(Duration.ofSeconds(10));

            assertThat(source.replacing(first).value()).isEqualTo("own-2");
            assertThat(source.replacing(first).value()).isEqualTo("own-2");
        }

        @Test
        void a_token_without_an_end_that_was_just_fetched_is_not_replaced() {
            app.provider.on("/token", tokens("own", ""));
            TokenSource source = app.party.tokensOf(request);

            assertThat(source.replacing(source.token()).value()).isEqualTo("own");
            assertThat(app.provider.calls("/token")).hasSize(1);
        }

        @Test
        void after_a_time_out_nobody_asks_for_three_seconds() {
            app.provider.on("/token", call -> {
                throw new HttpTimeoutException("slow");
            });
            Refusal.of(PROVIDER_TIMEOUT, () -> app.party.clientCredentials(request));
            Refusal.of(PROVIDER_TIMEOUT, () -> app.party.clientCredentials(request.audience("other")));
            assertThat(app.provider.calls("/token")).hasSize(1);

            app.clock.pass(Duration.ofSeconds(3));
            app.provider.on("/token", tokens("own", ""));
            assertThat(app.party.clientCredentials(request).value()).isEqualTo("own");
        }

        @Test
        void parameters_of_ours_and_unknown_providers_are_refused() {
            for (String name : List.of("grant_type", "scope", "client_id", "client_secret", "client_assertion")) {
                assertThat(Refusal.of(SETTING_INVALID, () -> request.parameter(name, "x")))
                        .hasMessageContaining(name);
            }
            Refusal.of(SETTING_INVALID, () -> app.party.clientCredentials(TokenRequest.at("nobody")));
        }
    }
}
