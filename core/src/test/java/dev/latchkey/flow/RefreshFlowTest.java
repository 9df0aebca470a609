package dev.latchkey.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.app.Access;
import dev.latchkey.app.SignedInUser;
import dev.latchkey.fixture.Application;
import dev.latchkey.fixture.CapturedLog;
import dev.latchkey.fixture.Crowd;
import dev.latchkey.fixture.FakeProvider;
import dev.latchkey.fixture.HandClock;
import dev.latchkey.fixture.TokenBuilder;
import dev.latchkey.http.WebRequest;
import dev.latchkey.internal.Form;
import dev.latchkey.store.SessionStore;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Access tokens are renewed shortly before they end, and a failure never ends the session (OpenID Connect Core §12). */
class RefreshFlowTest {
    private static final String RENEWED =
            "{\"access_token\":\"renewed\",\"token_type\":\"Bearer\",\"expires_in\":300%s}";

    private final Application app = new Application(settings ->
            settings.sessions(SessionStore.inMemory(100, new HandClock())).refreshAccessTokens());

    @BeforeEach
    void sign_in() {
        app.signIn("/");
    }

    private void refreshAnswers(int status, String json) {
        app.provider.on("/token", call -> FakeProvider.json(status, json));
    }

    private @Nullable String accessToken() {
        SignedInUser user = Objects.requireNonNull(app.proceed("/").user());
        return user.tokens().accessToken();
    }

    private int refreshes() {
        return app.provider.calls("/token").size() - 1;
    }

    @Test
    void a_token_is_renewed_half_a_minute_before_it_ends() {
        refreshAnswers(200, RENEWED.formatted(",\"refresh_token\":\"second\""));
        app.clock.pass(Duration.ofSeconds(270));
        assertThat(accessToken()).isEqualTo("the-access-token");
        assertThat(refreshes()).isZero();

        app.clock.pass(Duration.ofSeconds(1));
        assertThat(accessToken()).isEqualTo("renewed");
        assertThat(accessToken()).isEqualTo("renewed");
        assertThat(refreshes()).isEqualTo(1);
        assertThat(sentRefreshToken()).isEqualTo("the-refresh-token");

        app.clock.pass(Duration.ofSeconds(280));
        accessToken();
        assertThat(sentRefreshToken()).isEqualTo("second");
    }

    private @Nullable String sentRefreshToken() {
        var calls = app.provider.calls("/token");
        return Form.parse(calls.get(calls.size() - 1).body()).get("refresh_token");
    }

    @Test
    void many_requests_share_one_refresh() throws InterruptedException, ExecutionException {
        app.clock.pass(Duration.ofSeconds(290));
        Crowd crowd = new Crowd(20);
        app.provider.on("/token", call -> {
            crowd.await();
            return FakeProvider.json(200, RENEWED.formatted(""));
        });
        WebRequest request = app.browser.navigation("/").build();

        crowd.run(() -> app.party.decide(request, Access.signedIn()));
        assertThat(refreshes()).isEqualTo(1);
        assertThat(accessToken()).isEqualTo("renewed");
    }

    @Test
    void while_the_provider_is_down_the_session_goes_on_and_is_not_slowed_down() {
        app.clock.pass(Duration.ofSeconds(290));
        app.provider.goDown();
        try (CapturedLog log = new CapturedLog()) {
            for (int i = 0; i < 10; i++) {
                assertThat(accessToken()).isEqualTo("the-access-token");
            }
            assertThat(log.warnings()).isEqualTo(1);
            assertThat(log.text()).doesNotContain("the-refresh-token", "the-access-token");
        }
        assertThat(refreshes()).isEqualTo(1);

        app.provider.comeBack();
        refreshAnswers(200, RENEWED.formatted(""));
        app.clock.pass(Duration.ofSeconds(10));
        assertThat(accessToken()).isEqualTo("renewed");
    }

    @Test
    void a_refresh_token_that_was_taken_back_is_tried_once() {
        app.clock.pass(Duration.ofSeconds(290));
        refreshAnswers(400, "{\"error\":\"invalid_grant\"}");
        for (int i = 0; i < 5; i++) {
            assertThat(accessToken())
                    .as("the grant is over, the session is not")
                    .isNull();
        }

        assertThat(refreshes()).isEqualTo(1);
    }

    @Test
    void another_users_id_token_is_not_taken_over() {
        app.clock.pass(Duration.ofSeconds(290));
        String mallory = TokenBuilder.good(FakeProvider.ISSUER, app.clock.instant())
                .claim("sub", "mallory")
                .without("nonce")
                .build();
        refreshAnswers(200, RENEWED.formatted(",\"id_token\":\"" + mallory + "\""));
        try (CapturedLog log = new CapturedLog()) {
            assertThat(accessToken()).isEqualTo("the-access-token");
            assertThat(log.text()).contains("refreshed_id_token_differs");
        }
        assertThat(accessToken()).isEqualTo("the-access-token");
        assertThat(refreshes()).isEqualTo(1);
    }

    @Test
    void the_same_users_id_token_is_kept_for_sign_out() {
        app.clock.pass(Duration.ofSeconds(290));
        String alice = TokenBuilder.good(FakeProvider.ISSUER, app.clock.instant())
                .without("nonce")
                .build();
        refreshAnswers(200, RENEWED.formatted(",\"id_token\":\"" + alice + "\""));
        accessToken();

        assertThat(Application.location(app.answer("/logout"))).contains("id_token_hint=" + alice);
        assertThat(List.of(refreshes())).containsExactly(1);
    }
}
