package dev.latchkey.verify.certification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.config.Provider;
import dev.latchkey.config.ResponseMode;
import dev.latchkey.config.ResponseType;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.testing.Endpoint;
import dev.latchkey.testing.Misbehaviour;
import dev.latchkey.testing.Page;
import dev.latchkey.testing.TestBrowser;
import dev.latchkey.testing.TestProvider;
import dev.latchkey.verify.LoginApplication;
import dev.latchkey.verify.MovableClock;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** An answer counts in the mode that was asked for, once, in time, in its browser; in every flow. */
class ResponseModeTest {
    private static final TestProvider PROVIDER = TestProvider.start();

    private final MovableClock clock = new MovableClock();

    @BeforeEach
    void forget() {
        PROVIDER.behave();
        PROVIDER.forgetRequests();
    }

    @AfterAll
    static void stop() {
        PROVIDER.close();
    }

    static Stream<Flow> notInTheFragment() {
        return Stream.of(Flow.values()).filter(flow -> flow.mode != ResponseMode.FRAGMENT);
    }

    private static Provider settings(Flow flow) {
        return Provider.discover(PROVIDER.issuer())
                .client("client1", "secret1")
                .responseType(flow.type)
                .responseMode(flow.mode);
    }

    private LoginApplication application(Flow flow) throws IOException {
        return LoginApplication.start(builder -> builder.clock(clock).provider("default", settings(flow)));
    }

    private static void assertRefused(Page page, FailureReason reason) {
        assertThat(page.body()).contains("reason=" + reason.code() + "<");
        assertThat(page.status()).isEqualTo(400);
        assertThat(page.header("Cache-Control")).isEqualTo("no-store");
        assertThat(PROVIDER.requests(Endpoint.TOKEN)).isEmpty();
        assertThat(PROVIDER.requests(Endpoint.USERINFO)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.latchkey.verify.certification.Flow#inTheFragment")
    void tokens_in_the_query_are_refused_where_the_fragment_was_asked_for(Flow flow) throws IOException {
        Login.at(PROVIDER, flow).failsInFront(FailureReason.RESPONSE_MODE_MISMATCH, Misbehaviour.ANSWERS_IN_QUERY);
    }

    @ParameterizedTest
    @MethodSource("notInTheFragment")
    void the_relay_that_another_provider_needs_takes_no_answer_of_this_one(Flow flow) throws IOException {
        PROVIDER.misbehave(Misbehaviour.ANSWERS_IN_FRAGMENT);
        try (LoginApplication application =
                LoginApplication.start(builder -> builder.provider("default", settings(flow))
                        .provider(
                                "implicit",
                                Provider.discover(PROVIDER.issuer())
                                        .client("client1", "secret1")
                                        .responseType(ResponseType.ID_TOKEN_TOKEN)))) {
            TestBrowser browser = new TestBrowser();
            String login = application.url("/login?return_to=%2Fme&provider=default");
            Page page = Answer.to(PROVIDER, browser, login).deliver(browser);

            assertThat(page.url()).isEqualTo(application.url("/redirect_uri/fragment"));
            assertRefused(page, FailureReason.RESPONSE_MODE_MISMATCH);
            assertThat(browser.open(application.url("/")).body()).contains("Sign in");
        }
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void an_answer_counts_once(Flow flow) throws IOException {
        try (LoginApplication application = application(flow)) {
            TestBrowser browser = new TestBrowser();
            Answer answer = Answer.to(PROVIDER, browser, application);
            TestBrowser copy = browser.copy();
            assertThat(answer.deliver(browser).body()).contains("name=Alice");
            PROVIDER.forgetRequests();

            assertRefused(answer.deliver(copy), FailureReason.STATE_USED);
            assertThat(copy.open(application.url("/")).body()).contains("Sign in");
            assertThat(browser.open(application.url("/")).body()).contains("name=Alice");
        }
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void an_answer_counts_for_ten_minutes(Flow flow) throws IOException {
        try (LoginApplication application = application(flow)) {
            TestBrowser browser = new TestBrowser();
            Answer answer = Answer.to(PROVIDER, browser, application);
            clock.advance(Duration.ofMinutes(10));

            assertRefused(answer.deliver(browser), FailureReason.STATE_EXPIRED);
            assertThat(browser.open(application.url("/")).body()).contains("Sign in");
        }
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void an_answer_counts_in_the_browser_that_asked(Flow flow) throws IOException {
        try (LoginApplication application = application(flow)) {
            Answer answer = Answer.to(PROVIDER, new TestBrowser(), application);
            TestBrowser other = new TestBrowser();

            assertRefused(answer.deliver(other), FailureReason.STATE_UNKNOWN);
            assertThat(other.open(application.url("/")).body()).contains("Sign in");
        }
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void an_answer_does_not_count_at_another_application_with_the_same_secret(Flow flow) throws IOException {
        try (LoginApplication application = application(flow);
                LoginApplication other = application(flow)) {
            TestBrowser browser = new TestBrowser();
            browser.open(other.url("/me"));
            Page answer = Answer.to(PROVIDER, browser, application).page();
            String moved = (answer.submitsItself()
                            ? "?" + query(answer)
                            : answer.location().toString().replace(application.url("/redirect_uri"), ""))
                    .replaceFirst("^#", "?");

            Page page = browser.open(other.url("/redirect_uri" + moved));
            assertRefused(page, FailureReason.STATE_UNKNOWN);
        }
    }

    private static String query(Page form) {
        return form.forms().get(0).fields().entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .reduce((a, b) -> a + "&" + b)
                .orElse("");
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void a_wrong_mode_is_said_to_a_user_who_is_signed_in_and_stays_so(Flow flow) throws IOException {
        try (LoginApplication application = application(flow)) {
            TestBrowser browser = new TestBrowser();
            Answer.to(PROVIDER, browser, application).deliver(browser);
            PROVIDER.misbehave(
                    flow.mode == ResponseMode.FORM_POST
                            ? Misbehaviour.ANSWERS_IN_QUERY
                            : Misbehaviour.ANSWERS_IN_FORM_POST);
            Answer wrong = Answer.to(PROVIDER, browser, application.url("/login?return_to=%2Fpage"));
            PROVIDER.forgetRequests();

            assertRefused(wrong.deliver(browser), FailureReason.RESPONSE_MODE_MISMATCH);
            assertThat(browser.open(application.url("/")).body()).contains("name=Alice");
        }
    }
}
