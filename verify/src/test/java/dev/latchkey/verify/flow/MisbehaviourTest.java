package dev.latchkey.verify.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.config.HttpSettings;
import dev.latchkey.config.Provider;
import dev.latchkey.config.UserInfoMode;
import dev.latchkey.testing.Endpoint;
import dev.latchkey.testing.Misbehaviour;
import dev.latchkey.testing.Page;
import dev.latchkey.testing.TestBrowser;
import dev.latchkey.testing.TestProvider;
import dev.latchkey.verify.LoginApplication;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A provider lies, one lie at a time: the login ends as the table says, and without a session unless it is accepted. */
class MisbehaviourTest {
    private static final TestProvider PROVIDER = TestProvider.start();

    /** What comes back through the browser: no token request may follow. */
    private static final Set<Misbehaviour> IN_THE_FRONT_CHANNEL = EnumSet.of(
            Misbehaviour.NO_ISS_PARAMETER,
            Misbehaviour.WRONG_ISS_PARAMETER,
            Misbehaviour.DUPLICATE_ISS,
            Misbehaviour.STATE_ALTERED,
            Misbehaviour.STATE_MISSING,
            Misbehaviour.DUPLICATE_STATE,
            Misbehaviour.CODE_MISSING,
            Misbehaviour.DUPLICATE_CODE,
            Misbehaviour.CODE_AND_ERROR,
            Misbehaviour.ERROR_SERVER,
            Misbehaviour.DUPLICATE_ERROR,
            Misbehaviour.DUPLICATE_ERROR_DESCRIPTION);

    @BeforeAll
    static void sign_in_once_so_that_no_later_login_is_slow() throws IOException {
        login("WARM_UP");
    }

    @AfterAll
    static void stop() {
        PROVIDER.close();
    }

    static Set<Misbehaviour> atLogin() {
        EnumSet<Misbehaviour> all = EnumSet.allOf(Misbehaviour.class);
        all.removeIf(how -> how.name().startsWith("REFRESH_")
                || how.name().startsWith("REGISTRATION_")
                || how.name().startsWith("END_SESSION_")
                || how.name().startsWith("INTROSPECTION_"));
        return all;
    }

    @Test
    void every_misbehaviour_at_login_has_a_verdict() {
        assertThat(Verdict.TABLE.keySet()).containsExactlyInAnyOrderElementsOf(atLogin());
    }

    @ParameterizedTest
    @MethodSource("atLogin")
    void login_ends_as_the_table_says(Misbehaviour how) throws IOException {
        PROVIDER.forgetRequests();
        PROVIDER.signOutEverywhere();
        PROVIDER.misbehave(how);
        try {
            assertVerdict(how, login(how.name()));
        } finally {
            PROVIDER.behave();
        }
    }

    private static void assertVerdict(Misbehaviour how, Outcome outcome) {
        Verdict verdict = Objects.requireNonNull(Verdict.TABLE.get(how));
        assertThat(outcome.page().status()).as(outcome.page().body()).isEqualTo(verdict.status());
        if (verdict.reason() == null) {
            assertThat(outcome.page().body()).contains("name=Alice");
            assertThat(outcome.homeAfterwards()).contains("name=Alice");
        } else {
            assertThat(outcome.page().body())
                    .contains("reason=" + verdict.reason().code() + "<");
            assertThat(outcome.homeAfterwards()).contains("Sign in").doesNotContain("name=");
            assertThat(outcome.page().header("Cache-Control")).isEqualTo("no-store");
        }
        if (IN_THE_FRONT_CHANNEL.contains(how)) {
            assertThat(PROVIDER.requests(Endpoint.TOKEN)).isEmpty();
        }
        if (how != Misbehaviour.DISCOVERY_REDIRECT) {
            assertThat(PROVIDER.requests(Endpoint.ELSEWHERE)).isEmpty();
        }
    }

    private record Outcome(Page page, String homeAfterwards) {}

    /** Every login in an application of its own, which knows nothing of the provider yet. */
    private static Outcome login(String name) throws IOException {
        Provider provider = Provider.discover(PROVIDER.issuer())
                .client("client1", "secret1")
                .maxAge(Duration.ofHours(1))
                .userInfo(UserInfoMode.ALWAYS);
        HttpSettings http = HttpSettings.defaults()
                .timeout(Duration.ofSeconds(name.endsWith("_SLOW") || name.endsWith("_DRIPS") ? 4 : 20));
        try (LoginApplication application = LoginApplication.start(
                builder -> builder.provider("default", provider).http(http))) {
            TestBrowser browser = new TestBrowser();
            Page page = browser.open(application.url("/me"));
            if (page.status() == 200 && page.url().toString().startsWith(PROVIDER.issuer())) {
                page = browser.signIn(application.url("/me"), "alice");
            }
            return new Outcome(page, browser.open(application.url("/")).body());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Misbehaviour.class,
            names = {"USERINFO_DOWN", "USERINFO_UNAUTHORIZED", "USERINFO_HTML", "USERINFO_HUGE", "USERINFO_REDIRECT"})
    void login_goes_on_without_userinfo_where_it_need_not_answer(Misbehaviour how) throws IOException {
        PROVIDER.signOutEverywhere();
        PROVIDER.misbehave(how);
        Provider provider = Provider.discover(PROVIDER.issuer()).client("client1", "secret1");
        try (LoginApplication application = LoginApplication.start(builder -> builder.provider("default", provider))) {
            assertThat(new TestBrowser().signIn(application.url("/me"), "alice").body())
                    .contains("name=Alice");
        } finally {
            PROVIDER.behave();
        }
    }
}
