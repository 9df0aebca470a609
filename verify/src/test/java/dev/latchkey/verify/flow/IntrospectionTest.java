package dev.latchkey.verify.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.config.AccessTokens;
import dev.latchkey.config.AccessTokens.Introspected;
import dev.latchkey.config.HttpSettings;
import dev.latchkey.config.Provider;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.testing.Endpoint;
import dev.latchkey.testing.Misbehaviour;
import dev.latchkey.testing.Page;
import dev.latchkey.testing.TestBrowser;
import dev.latchkey.testing.TestProvider;
import dev.latchkey.verify.LoginApplication;
import dev.latchkey.verify.MovableClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Access tokens that the provider is asked about; it may lie, hang, or take a token back. */
class IntrospectionTest {
    private static final TestProvider PROVIDER = TestProvider.start();
    private static final Introspected JSON = AccessTokens.introspected("https://api.example.com");

    /** What becomes of a good token while the provider misbehaves; no reason: it is let in. */
    private record Row(int status, @Nullable FailureReason reason) {}

    private static final Map<Misbehaviour, Row> TABLE = Map.ofEntries(
            Map.entry(Misbehaviour.INTROSPECTION_DOWN, new Row(503, FailureReason.PROVIDER_BAD_ANSWER)),
            Map.entry(Misbehaviour.INTROSPECTION_SLOW, new Row(503, FailureReason.PROVIDER_TIMEOUT)),
            Map.entry(Misbehaviour.INTROSPECTION_HTML, new Row(503, FailureReason.PROVIDER_BAD_ANSWER)),
            Map.entry(Misbehaviour.INTROSPECTION_HUGE, new Row(503, FailureReason.PROVIDER_ANSWER_TOO_LARGE)),
            Map.entry(Misbehaviour.INTROSPECTION_REDIRECT, new Row(503, FailureReason.PROVIDER_BAD_ANSWER)),
            Map.entry(Misbehaviour.INTROSPECTION_UNAUTHORIZED, new Row(503, FailureReason.PROVIDER_BAD_ANSWER)),
            Map.entry(Misbehaviour.INTROSPECTION_UNSUPPORTED_TYPE, new Row(401, FailureReason.BEARER_INACTIVE)),
            Map.entry(Misbehaviour.INTROSPECTION_ACTIVE_TEXT, new Row(503, FailureReason.INTROSPECTION_ANSWER)),
            Map.entry(Misbehaviour.INTROSPECTION_ACTIVE_MISSING, new Row(503, FailureReason.INTROSPECTION_ANSWER)),
            Map.entry(Misbehaviour.INTROSPECTION_OTHER_ISSUER, new Row(401, FailureReason.BEARER_ISSUER)),
            Map.entry(Misbehaviour.INTROSPECTION_OTHER_AUDIENCE, new Row(401, FailureReason.BEARER_AUDIENCE)),
            Map.entry(Misbehaviour.INTROSPECTION_NO_AUDIENCE, new Row(401, FailureReason.BEARER_AUDIENCE)),
            Map.entry(Misbehaviour.INTROSPECTION_NO_ISSUER, new Row(200, null)),
            Map.entry(Misbehaviour.INTROSPECTION_NO_EXPIRY, new Row(200, null)),
            Map.entry(Misbehaviour.INTROSPECTION_EXPIRED, new Row(401, FailureReason.BEARER_EXPIRED)),
            Map.entry(Misbehaviour.INTROSPECTION_NOT_YET_VALID, new Row(401, FailureReason.BEARER_NOT_YET_VALID)),
            Map.entry(Misbehaviour.INTROSPECTION_TYPE_MAC, new Row(401, FailureReason.BEARER_TYPE)),
            Map.entry(Misbehaviour.INTROSPECTION_JWT_BAD_SIGNATURE, new Row(503, FailureReason.INTROSPECTION_ANSWER)),
            Map.entry(Misbehaviour.INTROSPECTION_JWT_ALG_NONE, new Row(503, FailureReason.INTROSPECTION_ANSWER)),
            Map.entry(Misbehaviour.INTROSPECTION_JWT_OTHER_ISSUER, new Row(503, FailureReason.INTROSPECTION_ANSWER)),
            Map.entry(Misbehaviour.INTROSPECTION_JWT_OTHER_AUDIENCE, new Row(503, FailureReason.INTROSPECTION_ANSWER)),
            Map.entry(Misbehaviour.INTROSPECTION_JWT_OTHER_TYPE, new Row(503, FailureReason.INTROSPECTION_ANSWER)),
            Map.entry(Misbehaviour.INTROSPECTION_JWT_OLD, new Row(503, FailureReason.INTROSPECTION_ANSWER)),
            Map.entry(Misbehaviour.INTROSPECTION_JWT_EMPTY, new Row(503, FailureReason.INTROSPECTION_ANSWER)),
            Map.entry(Misbehaviour.INTROSPECTION_JSON_NOT_JWT, new Row(503, FailureReason.PROVIDER_BAD_ANSWER)),
            Map.entry(Misbehaviour.INTROSPECTION_JWT_NOT_JSON, new Row(503, FailureReason.PROVIDER_BAD_ANSWER)));

    private final MovableClock clock = new MovableClock();

    static List<Misbehaviour> lies() {
        return Arrays.stream(Misbehaviour.values())
                .filter(lie -> lie.name().startsWith("INTROSPECTION_"))
                .toList();
    }

    @AfterEach
    void behave() {
        PROVIDER.behave();
        PROVIDER.offsetClock(Duration.ZERO);
    }

    @AfterAll
    static void stop() {
        PROVIDER.close();
    }

    private LoginApplication start(Introspected accepted, HttpSettings http) throws IOException {
        return LoginApplication.start(builder -> builder.clock(clock)
                .http(http)
                .provider(
                        "default",
                        Provider.discover(PROVIDER.issuer())
                                .client("client1", "secret1")
                                .acceptAccessTokens(accepted)));
    }

    private LoginApplication start(Introspected accepted) throws IOException {
        return start(accepted, HttpSettings.defaults());
    }

    private static Page call(LoginApplication application, String token) {
        Page answer =
                new TestBrowser().request("GET", application.url("/api"), Map.of("Authorization", "Bearer " + token));
        assertThat(answer.header("Set-Cookie")).isNull();
        return answer;
    }

    private static String token() {
        return PROVIDER.accessToken().opaque().scopes("read").issue();
    }

    private void pass(Duration time) {
        clock.advance(time);
        PROVIDER.offsetClock(Duration.between(Instant.now(), clock.instant()));
    }

    @Test
    void every_lie_about_tokens_has_a_row() {
        assertThat(TABLE.keySet()).containsExactlyInAnyOrderElementsOf(lies());
    }

    @ParameterizedTest
    @MethodSource("lies")
    void token_ends_as_the_table_says(Misbehaviour lie) throws IOException {
        boolean isAboutJwts = lie == Misbehaviour.INTROSPECTION_JSON_NOT_JWT
                || (lie.name().contains("_JWT_") && lie != Misbehaviour.INTROSPECTION_JWT_NOT_JSON);
        HttpSettings http =
                HttpSettings.defaults().timeout(Duration.ofSeconds(lie == Misbehaviour.INTROSPECTION_SLOW ? 4 : 20));
        try (LoginApplication application = start(isAboutJwts ? JSON.signedAnswers("RS256") : JSON, http)) {
            String warmUp = token();
            assertThat(call(application, warmUp).status()).isEqualTo(200);
            PROVIDER.misbehave(lie);
            Row row = Objects.requireNonNull(TABLE.get(lie));

            Page answer = call(application, token());

            assertThat(answer.status()).as(answer.body()).isEqualTo(row.status());
            if (row.reason() != null) {
                assertThat(answer.body()).contains(row.reason().code());
            }
            if (row.status() == 503) {
                assertThat(answer.header("Retry-After")).isEqualTo("10");
                assertThat(call(application, warmUp).status())
                        .as("the answer of a moment ago")
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void answers_are_good_for_thirty_seconds_while_the_provider_is_down_and_no_longer() throws IOException {
        try (LoginApplication application = start(JSON)) {
            String token = token();
            call(application, token);
            PROVIDER.misbehave(Misbehaviour.INTROSPECTION_DOWN);

            pass(Duration.ofSeconds(29));
            assertThat(call(application, token).status()).isEqualTo(200);
            pass(Duration.ofSeconds(1));
            assertThat(call(application, token).status()).isEqualTo(503);
        }
    }

    @Test
    void token_that_is_revoked_between_two_requests_works_for_thirty_seconds_or_not_at_all() throws IOException {
        try (LoginApplication application = start(JSON);
                LoginApplication exact = start(JSON.cache(Duration.ZERO))) {
            String token = token();
            assertThat(call(application, token).status()).isEqualTo(200);
            assertThat(call(exact, token).status()).isEqualTo(200);
            PROVIDER.revoke(token);

            assertThat(call(exact, token).body()).contains("bearer_inactive");
            assertThat(call(application, token).status()).isEqualTo(200);
            pass(Duration.ofSeconds(30));
            assertThat(call(application, token).status()).isEqualTo(401);
        }
    }

    @Test
    void refresh_token_and_made_up_token_are_no_access_tokens() throws IOException {
        try (LoginApplication application = start(JSON)) {
            assertThat(call(application, "made-up").body()).contains("bearer_inactive");
            PROVIDER.forgetRequests();
            assertThat(call(
                                    application,
                                    PROVIDER.accessToken()
                                            .claim("iss", "https://evil.example")
                                            .issue())
                            .body())
                    .contains("bearer_issuer");
            assertThat(PROVIDER.requests(Endpoint.INTROSPECTION)).isEmpty();
        }
    }
}
