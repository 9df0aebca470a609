package dev.latchkey.verify.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.config.Provider;
import dev.latchkey.store.SessionStore;
import dev.latchkey.testing.Endpoint;
import dev.latchkey.testing.Misbehaviour;
import dev.latchkey.testing.TestBrowser;
import dev.latchkey.testing.TestProvider;
import dev.latchkey.verify.LoginApplication;
import dev.latchkey.verify.MovableClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An access token ends before the session does. */
class RefreshTest {
    private static final Pattern ACCESS_TOKEN = Pattern.compile("access_token=([^<]+)");

    private final MovableClock clock = new MovableClock();
    private final TestProvider provider =
            TestProvider.builder().accessTokenLifetime(Duration.ofMinutes(5)).start();
    private final TestBrowser browser = new TestBrowser();
    private final LoginApplication application;
    private String first = "";

    RefreshTest() throws IOException {
        application = LoginApplication.start(builder -> builder.clock(clock)
                .sessions(SessionStore.inMemory(100, clock))
                .refreshAccessTokens()
                .provider("default", Provider.discover(provider.issuer()).client("client1", "secret1")));
    }

    @BeforeEach
    void sign_in() {
        first = accessToken(browser.signIn(application.url("/me"), "alice").body());
        provider.forgetRequests();
    }

    @AfterEach
    void stop() {
        application.close();
        provider.close();
    }

    @Test
    void access_token_is_renewed_before_it_ends_and_not_earlier() {
        pass(Duration.ofMinutes(4));
        assertThat(now()).isEqualTo(first);
        assertThat(provider.requests(Endpoint.TOKEN)).isEmpty();

        pass(Duration.ofSeconds(45));
        String second = now();
        assertThat(second).isNotEqualTo(first);

        pass(Duration.ofSeconds(285));
        assertThat(now()).isNotIn(first, second);
        assertThat(provider.requests(Endpoint.TOKEN)).hasSize(2);
    }

    @Test
    void of_forty_requests_at_once_one_refreshes_and_all_get_the_new_token() throws Exception {
        pass(Duration.ofMinutes(6));
        List<Callable<String>> requests = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            TestBrowser copy = browser.copy();
            requests.add(() -> accessToken(copy.open(application.url("/me")).body()));
        }
        ExecutorService threads = Executors.newFixedThreadPool(40);
        List<String> tokens = new ArrayList<>();
        for (Future<String> token : threads.invokeAll(requests)) {
            tokens.add(token.get());
        }
        threads.shutdown();

        assertThat(tokens).doesNotContain(first).containsOnly(tokens.get(0));
        assertThat(provider.requests(Endpoint.TOKEN)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Misbehaviour.class,
            names = {
                "REFRESH_OTHER_SUBJECT",
                "REFRESH_OTHER_ISSUER",
                "REFRESH_OTHER_AUDIENCE",
                "REFRESH_OTHER_AUTH_TIME",
                "REFRESH_OTHER_NONCE"
            })
    void refused_refresh_keeps_session_and_token_and_is_not_tried_again(Misbehaviour how) {
        provider.misbehave(how);
        pass(Duration.ofMinutes(6));

        assertThat(now()).isEqualTo(first);
        assertThat(now()).isEqualTo(first);
        assertThat(provider.requests(Endpoint.TOKEN)).hasSize(1);
    }

    @Test
    void ended_grant_takes_its_tokens_along_and_not_the_session() {
        provider.misbehave(Misbehaviour.REFRESH_INVALID_GRANT);
        pass(Duration.ofMinutes(6));

        assertThat(now()).isEqualTo("null");
        assertThat(now()).isEqualTo("null");
        assertThat(provider.requests(Endpoint.TOKEN)).hasSize(1);
    }

    @Test
    void provider_that_is_down_is_left_alone_for_a_while_and_asked_again_later() {
        provider.misbehave(Misbehaviour.REFRESH_SERVER_ERROR);
        pass(Duration.ofMinutes(6));
        assertThat(now()).isEqualTo(first);
        assertThat(now()).isEqualTo(first);
        assertThat(provider.requests(Endpoint.TOKEN)).hasSize(1);

        provider.behave();
        pass(Duration.ofSeconds(11));
        assertThat(now()).isNotEqualTo(first);
    }

    @ParameterizedTest
    @EnumSource(
            value = Misbehaviour.class,
            names = {"REFRESH_NO_ID_TOKEN", "REFRESH_NO_ROTATION"})
    void what_a_refresh_does_not_renew_stays(Misbehaviour how) {
        provider.misbehave(how);
        pass(Duration.ofMinutes(6));
        String second = now();
        assertThat(second).isNotEqualTo(first);

        pass(Duration.ofMinutes(6));
        assertThat(now()).isNotIn(first, second);
    }

    private void pass(Duration time) {
        clock.advance(time);
        provider.offsetClock(Duration.between(Instant.now(), clock.instant()));
    }

    private String now() {
        return accessToken(browser.open(application.url("/me")).body());
    }

    private static String accessToken(String body) {
        Matcher matcher = ACCESS_TOKEN.matcher(body);
        assertThat(matcher.find()).as(body).isTrue();
        return matcher.group(1);
    }
}
