package dev.latchkey.certification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testing.Endpoint;
import dev.latchkey.testing.Misbehaviour;
import dev.latchkey.testing.TestProvider;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the suite hears about the last message, whatever that was. */
class FinishTest {
    private static final TestProvider PROVIDER = TestProvider.start();
    private static final Suite SUITE = Suite.start();

    @AfterEach
    void behave() {
        PROVIDER.behave();
        PROVIDER.signOutEverywhere();
        PROVIDER.forgetRequests();
        SUITE.takeAnotherBrowser();
    }

    @AfterAll
    static void stop() {
        SUITE.close();
        PROVIDER.close();
    }

    private static void assertRejected(String reason) throws Exception {
        assertThat(SUITE.finish()).containsEntry("outcome", "rejected").containsEntry("reason", reason);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void before_anything_happens_nothing_arrived() throws Exception {
        SUITE.configure(PROVIDER.issuer(), Map.of());

        assertThat(SUITE.finish()).containsEntry("outcome", "none").containsEntry("reason", null);
    }

    @Test
    void a_refresh_without_a_session_brings_no_message() throws Exception {
        SUITE.configure(PROVIDER.issuer(), Map.of());

        assertThat(SUITE.get(SUITE.address("refresh_url")).body()).contains("\"outcome\":\"none\"");
        assertThat(SUITE.finish()).containsEntry("outcome", "none");
        assertThat(PROVIDER.requests()).isEmpty();
    }

    @Test
    void a_refresh_that_was_due_by_itself_is_accepted() throws Exception {
        AtomicReference<Duration> offset = new AtomicReference<>(Duration.ZERO);
        try (Suite suite = Suite.start(() -> Instant.now().plus(offset.get()));
                TestProvider brief = TestProvider.builder()
                        .accessTokenLifetime(Duration.ofMinutes(5))
                        .start()) {
            suite.configure(brief.issuer(), Map.of());
            HttpResponse<String> page = suite.signIn();
            assertThat(suite.finish()).containsEntry("outcome", "accepted").containsEntry("detail", "login");

            offset.set(Duration.ofMinutes(5));
            brief.offsetClock(offset.get());
            suite.get(page.uri().toString());
            assertThat(suite.finish())
                    .containsEntry("outcome", "accepted")
                    .containsEntry("detail", "automatic refresh");
        }
    }

    @ParameterizedTest
    @CsvSource({"code,form_post", "code id_token token,form_post", "id_token,fragment", "code,fragment", "code,query"})
    void an_error_is_rejected_with_the_words_of_the_provider(String type, String mode) throws Exception {
        SUITE.configure(PROVIDER.issuer(), Map.of("response_type", type, "response_mode", mode));
        PROVIDER.misbehave(Misbehaviour.ERROR_SERVER);

        assertThat(SUITE.signIn().body()).contains("Rejected", "authorization_error");
        Map<String, Object> outcome = SUITE.finish();
        assertThat(outcome).containsEntry("outcome", "rejected").containsEntry("reason", "authorization_error");
        assertThat(String.valueOf(outcome.get("detail"))).startsWith("server_error: Out of luck");
        assertThat(PROVIDER.requests(Endpoint.TOKEN)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "?code=c&state=altered,state_unknown",
        "?code=c,state_missing",
        "?code=c&state=a&state=a,parameter_repeated"
    })
    void an_answer_that_belongs_to_no_login_is_rejected(String query, String reason) throws Exception {
        SUITE.configure(PROVIDER.issuer(), Map.of());

        SUITE.get(SUITE.address("redirect_uri") + query);
        assertRejected(reason);
    }

    @ParameterizedTest
    @CsvSource({"?code=c&state=altered,state_unknown", "?code=c,state_missing"})
    void an_answer_that_belongs_to_no_login_is_rejected_beside_a_session_too(String query, String reason)
            throws Exception {
        SUITE.configure(PROVIDER.issuer(), Map.of());
        SUITE.signIn();
        SUITE.finish();

        assertThat(SUITE.get(SUITE.address("redirect_uri") + query).body()).doesNotContain("Rejected");
        assertRejected(reason);
        assertThat(SUITE.get(SUITE.address("login_url").replace("/start/login", "/claims"))
                        .body())
                .contains("Accepted");
    }

    @ParameterizedTest
    @CsvSource({"code,query,ANSWERS_IN_FORM_POST", "id_token,form_post,ANSWERS_IN_QUERY"})
    void an_answer_in_another_mode_is_rejected_with_and_without_a_session(String type, String mode, Misbehaviour other)
            throws Exception {
        SUITE.configure(PROVIDER.issuer(), Map.of("response_type", type, "response_mode", mode));
        PROVIDER.misbehave(other);
        SUITE.signIn();
        assertRejected("response_mode_mismatch");

        PROVIDER.behave();
        PROVIDER.signOutEverywhere();
        SUITE.signIn();
        assertThat(SUITE.finish()).containsEntry("outcome", "accepted");

        PROVIDER.misbehave(other);
        PROVIDER.signOutEverywhere();
        SUITE.signIn();
        assertRejected("response_mode_mismatch");
    }

    @Test
    void a_login_that_somebody_else_starts_is_accepted() throws Exception {
        SUITE.configure(PROVIDER.issuer(), Map.of());
        String initiate = SUITE.address("initiate_login_url") + "?iss=";

        assertThat(SUITE.signIn(initiate + encoded(PROVIDER.issuer()) + "&login_hint=alice")
                        .statusCode())
                .isEqualTo(200);
        assertThat(SUITE.finish()).containsEntry("outcome", "accepted").containsEntry("detail", "login");
        assertThat(PROVIDER.requests(Endpoint.AUTHORIZATION).get(0).parameter("login_hint"))
                .isEqualTo("alice");

        SUITE.get(initiate + encoded("https://elsewhere.example.com"));
        assertRejected("issuer_unknown");
    }

    @Test
    void a_webfinger_host_that_is_down_is_no_malformed_configuration() throws Exception {
        TestProvider down = TestProvider.start();
        down.close();
        SUITE.configure(Map.of("webfinger_resource", "acct:alice@localhost:" + down.port()));

        for (String url : new String[] {"login_url", "discover_url", "register_url", "initiate_login_url"}) {
            assertThat(SUITE.get(SUITE.address(url)).statusCode()).as(url).isEqualTo(503);
            assertRejected("provider_unreachable");
        }
    }

    @Test
    void webfinger_is_asked_when_the_issuer_is_first_needed_and_once() throws Exception {
        SUITE.configure(Map.of("webfinger_resource", "acct:alice@localhost:" + PROVIDER.port()));
        assertThat(PROVIDER.requests()).isEmpty();

        PROVIDER.misbehave(Misbehaviour.WEBFINGER_NO_ISSUER_LINK);
        SUITE.get(SUITE.address("discover_url"));
        assertRejected("webfinger_without_issuer");

        PROVIDER.behave();
        SUITE.get(SUITE.address("register_url"));
        assertThat(SUITE.signIn().body()).contains("Accepted");
        assertThat(PROVIDER.requests(Endpoint.WEBFINGER)).hasSize(2);
        assertThat(PROVIDER.requests(Endpoint.REGISTRATION)).hasSize(1);
    }
}
