package dev.latchkey.verify.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.RelyingPartyBuilder;
import dev.latchkey.http.HttpAnswer;
import dev.latchkey.store.SessionStore;
import dev.latchkey.testing.Page;
import dev.latchkey.testing.TestBrowser;
import dev.latchkey.verify.LoginApplication;
import dev.latchkey.verify.MovableClock;
import dev.latchkey.verify.interop.Recorder.Exchange;
import java.io.IOException;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Access tokens live for a minute at every real provider, and refresh tokens are used once. */
final class Refreshing {
    private static final Pattern ACCESS_TOKEN = Pattern.compile("access_token=([^<]+)");
    private static final Duration ALMOST_THE_LIFE_OF_AN_ACCESS_TOKEN = Duration.ofSeconds(45);

    private Refreshing() {}

    static void again_and_again(Visit visit) throws IOException {
        MovableClock clock = new MovableClock();
        TestBrowser browser = visit.browser();
        try (LoginApplication application = visit.start(visit.client(TestClient.BASIC), refreshing(clock))) {
            String first = signIn(visit, application);
            assertThat(accessToken(browser.open(application.url("/me")))).isEqualTo(first);

            clock.advance(ALMOST_THE_LIFE_OF_AN_ACCESS_TOKEN);
            String second = accessToken(browser.open(application.url("/me")));
            assertThat(second).isNotEqualTo(first);

            clock.advance(ALMOST_THE_LIFE_OF_AN_ACCESS_TOKEN);
            assertThat(accessToken(browser.open(application.url("/me")))).isNotIn(first, second);
        }
    }

    static void used_refresh_token_is_refused(Visit visit) throws IOException {
        MovableClock clock = new MovableClock();
        try (LoginApplication application = visit.start(visit.client(TestClient.BASIC), refreshing(clock))) {
            signIn(visit, application);
            String first = visit.calls().token().member("refresh_token");
            clock.advance(ALMOST_THE_LIFE_OF_AN_ACCESS_TOKEN);
            visit.browser().open(application.url("/me"));

            Exchange refresh = visit.calls().token();
            assertThat(refresh.form()).containsEntry("refresh_token", first);
            assertThat(refresh.member("refresh_token")).isNotEqualTo(first);
            HttpAnswer again = Recorder.repeat(refresh);
            assertThat(again.status()).isEqualTo(400);
            assertThat(again.text()).contains("invalid_grant");
        }
    }

    private static UnaryOperator<RelyingPartyBuilder> refreshing(MovableClock clock) {
        return builder -> builder.clock(clock)
                .clockSkew(Duration.ofMinutes(3))
                .sessions(SessionStore.inMemory(100, clock))
                .refreshAccessTokens();
    }

    private static String signIn(Visit visit, LoginApplication application) {
        Page form = visit.browser().open(application.url("/me"));
        return accessToken(visit.provider().signIn(visit.browser(), form, "bob"));
    }

    /** The access token that a page shows. */
    static String accessToken(Page page) {
        Matcher matcher = ACCESS_TOKEN.matcher(page.body());
        assertThat(matcher.find()).as(page.body()).isTrue();
        return matcher.group(1);
    }
}
