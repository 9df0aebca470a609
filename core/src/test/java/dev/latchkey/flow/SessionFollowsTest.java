package dev.latchkey.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.RelyingPartyBuilder;
import dev.latchkey.app.Access;
import dev.latchkey.app.Decision;
import dev.latchkey.app.Decision.Proceed;
import dev.latchkey.config.SessionFollows;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.fixture.Application;
import dev.latchkey.fixture.FakeProvider;
import dev.latchkey.fixture.HandClock;
import dev.latchkey.fixture.Refusal;
import dev.latchkey.fixture.TokenBuilder;
import dev.latchkey.http.SetCookie;
import dev.latchkey.store.SessionStore;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What, beside its own lifetimes, ends a session. */
class SessionFollowsTest {
    private static final Duration LIFE_OF_AN_ID_TOKEN = Duration.ofMinutes(5);
    private static final Duration SKEW = Duration.ofMinutes(1);

    private static Application application(SessionFollows follows, UnaryOperator<RelyingPartyBuilder> more) {
        Application app = new Application(
                settings -> more.apply(settings).sessionFollows(follows).idleTimeout(Duration.ofHours(12)));
        app.signIn("/");
        return app;
    }

    private static RelyingPartyBuilder onServer(RelyingPartyBuilder settings) {
        return settings.sessions(SessionStore.inMemory(100, new HandClock())).refreshAccessTokens();
    }

    private static boolean isSignedIn(Application app) {
        Decision decision = app.open("/", Access.anyone());
        return ((Proceed) decision).user() != null;
    }

    private static int refreshes(Application app) {
        return app.provider.calls("/token").size() - 1;
    }

    private static void answersRefresh(Application app, int seconds, boolean withIdToken) {
        app.provider.on("/token", call -> {
            String idToken = TokenBuilder.good(FakeProvider.ISSUER, app.clock.instant())
                    .without("nonce")
                    .build();
            return FakeProvider.json(
                    200,
                    "{\"access_token\":\"renewed\",\"token_type\":\"Bearer\",\"expires_in\":%d%s}"
                            .formatted(seconds, withIdToken ? ",\"id_token\":\"" + idToken + "\"" : ""));
        });
    }

    @Test
    void a_session_that_follows_the_id_token_ends_with_it() {
        Application app = application(SessionFollows.ID_TOKEN, settings -> settings);

        app.clock.pass(LIFE_OF_AN_ID_TOKEN.plus(SKEW).minusSeconds(1));
        assertThat(isSignedIn(app)).isTrue();
        app.clock.pass(Duration.ofSeconds(1));
        assertThat(isSignedIn(app)).isFalse();
    }

    @Test
    void an_id_token_that_only_the_clock_skew_saves_still_makes_a_session() {
        Application app = new Application(settings -> settings.sessionFollows(SessionFollows.ID_TOKEN));
        app.idTokens(token -> token.claim("exp", app.clock.instant().getEpochSecond() - 30));
        app.signIn("/");

        assertThat(isSignedIn(app)).isTrue();
    }

    @Test
    void newer_id_tokens_keep_session_and_cookie_as_long_as_a_login_may_last() {
        Application app = application(SessionFollows.ID_TOKEN, SessionFollowsTest::onServer);
        answersRefresh(app, 300, true);
        for (int i = 0; i < 10; i++) {
            app.clock.pass(Duration.ofSeconds(290));
            assertThat(isSignedIn(app)).isTrue();
        }
        assertThat(refreshes(app)).isEqualTo(10);
    }

    @Test
    void the_browser_keeps_the_cookie_although_the_first_id_token_ends_earlier() {
        Application app = new Application(settings -> onServer(settings).sessionFollows(SessionFollows.ID_TOKEN));

        assertThat(app.signIn("/").response().cookies())
                .filteredOn(cookie -> cookie.name().endsWith("-s"))
                .extracting(SetCookie::maxAge)
                .containsExactly(Duration.ofHours(12));
    }

    @Test
    void a_provider_that_sends_no_newer_id_token_is_not_asked_on_every_request() {
        Application app = application(SessionFollows.ID_TOKEN, SessionFollowsTest::onServer);
        answersRefresh(app, 3600, false);
        app.clock.pass(LIFE_OF_AN_ID_TOKEN.plus(SKEW).minusSeconds(29));
        for (int i = 0; i < 50; i++) {
            assertThat(isSignedIn(app)).isTrue();
        }
        assertThat(refreshes(app)).isEqualTo(1);

        app.clock.pass(Duration.ofSeconds(29));
        assertThat(isSignedIn(app)).isFalse();
    }

    @Test
    void a_token_that_lives_for_seconds_is_not_renewed_on_every_request() {
        Application app = application(SessionFollows.NONE, SessionFollowsTest::onServer);
        answersRefresh(app, 20, false);
        app.clock.pass(Duration.ofSeconds(290));
        for (int i = 0; i < 50; i++) {
            assertThat(isSignedIn(app)).isTrue();
        }
        assertThat(refreshes(app)).isEqualTo(1);

        app.clock.pass(Duration.ofSeconds(10));
        isSignedIn(app);
        assertThat(refreshes(app)).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(SessionFollows.class)
    void invalid_grant_ends_the_session_if_it_follows_the_refresh_token(SessionFollows follows) {
        Application app = application(follows, SessionFollowsTest::onServer);
        app.provider.on("/token", call -> FakeProvider.json(400, "{\"error\":\"invalid_grant\"}"));
        app.clock.pass(Duration.ofSeconds(290));

        assertThat(isSignedIn(app)).isEqualTo(follows != SessionFollows.REFRESH);
        assertThat(isSignedIn(app)).isEqualTo(follows != SessionFollows.REFRESH);
        assertThat(refreshes(app)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(SessionFollows.class)
    void a_provider_that_is_down_ends_no_session(SessionFollows follows) {
        Application app = application(follows, SessionFollowsTest::onServer);
        app.provider.on("/token", call -> FakeProvider.json(503, "{\"error\":\"invalid_grant\"}"));
        app.clock.pass(Duration.ofSeconds(290));
        assertThat(isSignedIn(app)).isTrue();

        app.provider.goDown();
        app.clock.pass(Duration.ofSeconds(11));
        assertThat(isSignedIn(app)).isTrue();
    }

    @Test
    void without_refresh_nothing_can_follow_the_refresh_token() {
        assertThat(Refusal.of(
                        FailureReason.SETTING_INVALID, () -> application(SessionFollows.REFRESH, settings -> settings)))
                .hasMessageContaining("sessionFollows");
    }
}
