package dev.latchkey.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.app.SignedInUser;
import dev.latchkey.config.ClientMetadata;
import dev.latchkey.config.Provider;
import dev.latchkey.fixture.Application;
import dev.latchkey.fixture.CapturedLog;
import dev.latchkey.fixture.FakeProvider;
import dev.latchkey.fixture.HandClock;
import dev.latchkey.internal.Form;
import dev.latchkey.internal.Hashes;
import dev.latchkey.session.Opened;
import dev.latchkey.session.Session;
import dev.latchkey.store.ServerSessionStore;
import dev.latchkey.store.SessionStore;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may pass is tried again after a pause; what will not pass is given up; the session goes on either way. */
class RefreshFailureTest {
    private static final String RENEWED = "{\"access_token\":\"renewed\",\"token_type\":\"Bearer\",\"expires_in\":300}";

    private final ServerSessionStore store = SessionStore.inMemory(100, new HandClock());
    private final Application app = new Application(settings -> settings.sessions(store)
            .refreshAccessTokens()
            .provider("registered", Provider.discover(FakeProvider.ISSUER).register(ClientMetadata.named("App"))));

    private void signInAndLetTheTokenEnd(String provider) {
        app.signIn("/login?return_to=/&provider=" + provider);
        app.clock.pass(Duration.ofSeconds(290));
    }

    private static @Nullable String accessToken(Application app) {
        SignedInUser user = Objects.requireNonNull(app.proceed("/").user());
        return user.tokens().accessToken();
    }

    private void fiveRequestsGoOn() {
        fiveRequestsGoOnWith("the-access-token");
    }

    private void fiveRequestsGoOnWith(@Nullable String accessToken) {
        for (int i = 0; i < 5; i++) {
            assertThat(accessToken(app)).isEqualTo(accessToken);
        }
    }

    private long refreshes() {
        return app.provider.calls("/token").stream()
                .filter(call ->
                        "the-refresh-token".equals(Form.parse(call.body()).get("refresh_token")))
                .count();
    }

    private Session stored(Application app) {
        String id = app.browser.cookies().entrySet().stream()
                .filter(cookie -> cookie.getKey().endsWith("-s"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
        return Opened.session(Objects.requireNonNull(store.find(Hashes.sha256Base64Url(id))));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "400|{\"error\":\"temporarily_unavailable\"}|token_error",
                "403|{\"error\":\"slow_down\"}|token_error",
                "401|{\"error\":\"invalid_client\"}|client_refused",
                "400|<html>|provider_bad_answer",
                "500|{}|provider_bad_answer",
                "503|{\"error\":\"invalid_grant\"}|provider_bad_answer"
            })
    void a_failure_that_may_pass_keeps_the_refresh_token_and_pauses(int status, String json, String reason) {
        signInAndLetTheTokenEnd("default");
        app.provider.on("/token", call -> FakeProvider.json(status, json));
        try (CapturedLog log = new CapturedLog()) {
            fiveRequestsGoOn();
            assertThat(log.warnings()).isEqualTo(1);
            assertThat(log.text()).contains("Refresh failed: " + reason).doesNotContain("the-refresh-token");
        }
        assertTriedAgainAfterTenSeconds();
    }

    private void assertTriedAgainAfterTenSeconds() {
        assertThat(refreshes()).isEqualTo(1);
        assertThat(stored(app).refreshToken()).isEqualTo("the-refresh-token");

        app.clock.pass(Duration.ofSeconds(9));
        fiveRequestsGoOn();
        assertThat(refreshes()).isEqualTo(1);

        app.clock.pass(Duration.ofSeconds(1));
        fiveRequestsGoOn();
        assertThat(refreshes()).isEqualTo(2);

        app.clock.pass(Duration.ofSeconds(10));
        app.provider.on("/token", RENEWED);
        assertThat(accessToken(app)).isEqualTo("renewed");
    }

    @Test
    void an_exception_of_the_transport_keeps_the_session_and_the_refresh_token() {
        signInAndLetTheTokenEnd("default");
        app.provider.on("/token", call -> {
            throw new IllegalStateException("a transport of the application's own");
        });
        try (CapturedLog log = new CapturedLog()) {
            fiveRequestsGoOn();
            assertThat(log.warnings()).isEqualTo(1);
            assertThat(log.text()).contains("Refresh failed: internal_error");
        }
        assertTriedAgainAfterTenSeconds();
    }

    @Test
    void a_refused_registration_keeps_the_refresh_token_and_pauses() {
        long end = HandClock.START.plusSeconds(280).getEpochSecond();
        app.provider.on(
                "/register",
                "{\"client_id\":\"client1\",\"client_secret\":\"s\",\"client_secret_expires_at\":" + end + "}");
        signInAndLetTheTokenEnd("registered");
        app.provider.on("/register", call -> FakeProvider.json(400, "{\"error\":\"invalid_client_metadata\"}"));
        try (CapturedLog log = new CapturedLog()) {
            fiveRequestsGoOn();
            assertThat(log.text()).contains("Refresh failed: registration_refused");
        }
        assertThat(app.provider.calls("/register")).hasSize(2);

        app.clock.pass(Duration.ofSeconds(10));
        fiveRequestsGoOn();
        assertThat(app.provider.calls("/register")).hasSize(3);

        app.clock.pass(Duration.ofSeconds(10));
        app.provider.on("/register", "{\"client_id\":\"client1\",\"client_secret\":\"s\"}");
        app.provider.on("/token", RENEWED);
        assertThat(accessToken(app)).isEqualTo("renewed");
        assertThat(refreshes()).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "400|{\"error\":\"invalid_grant\"}|token_error|",
                "200|{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"id_token\":\"a.b.c\"}|id_token_malformed"
                        + "|the-access-token"
            })
    void a_spent_refresh_token_or_a_bad_id_token_gives_refreshing_up(
            int status, String json, String reason, @Nullable String left) {
        signInAndLetTheTokenEnd("default");
        app.provider.on("/token", call -> FakeProvider.json(status, json));
        try (CapturedLog log = new CapturedLog()) {
            fiveRequestsGoOnWith(left);
            assertThat(log.text()).contains("Refresh failed: " + reason);
        }
        app.clock.pass(Duration.ofMinutes(1));
        app.provider.on("/token", RENEWED);
        fiveRequestsGoOnWith(left);

        assertThat(refreshes()).isEqualTo(1);
        assertThat(stored(app).refreshToken()).isNull();
    }

    @Test
    void a_refresh_token_that_nobody_asked_to_use_is_not_kept() {
        Application withoutRefresh = new Application(settings -> settings.sessions(store));
        withoutRefresh.signIn("/");
        withoutRefresh.clock.pass(Duration.ofSeconds(290));

        assertThat(accessToken(withoutRefresh)).isEqualTo("the-access-token");
        assertThat(stored(withoutRefresh).refreshToken()).isNull();
        assertThat(withoutRefresh.provider.calls("/token")).hasSize(1);
    }
}
