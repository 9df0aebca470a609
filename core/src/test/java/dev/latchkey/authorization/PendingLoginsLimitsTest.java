package dev.latchkey.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.authorization.PendingLogin.Left;
import dev.latchkey.authorization.PendingLogins.Begun;
import dev.latchkey.config.BaseUrl;
import dev.latchkey.config.ClaimsRequest;
import dev.latchkey.config.LoginParameters;
import dev.latchkey.cookie.Cookies;
import dev.latchkey.cookie.KeyRing;
import dev.latchkey.cookie.Seal;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.fixture.Browser;
import dev.latchkey.fixture.FakeProvider;
import dev.latchkey.fixture.HandClock;
import dev.latchkey.fixture.Refusal;
import dev.latchkey.fixture.Relationships;
import dev.latchkey.fixture.Requests;
import dev.latchkey.http.SetCookie;
import dev.latchkey.http.WebRequest;
import dev.latchkey.provider.NamedProvider.Relationship;
import dev.latchkey.store.SharedValues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** However much a browser brings, little is opened; however long the targets are, no tab is dropped for them. */
class PendingLoginsLimitsTest {
    private final HandClock clock = new HandClock();
    private final Relationship relationship = Relationships.usual(new FakeProvider(), clock);
    private final Cookies cookies = new Cookies(BaseUrl.parse("https://app.example.com"));
    private final PendingLogins logins = new PendingLogins(
            cookies,
            new Seal(KeyRing.of(List.of("0123456789abcdefghijklmnopqrstuvwxyz"))),
            SharedValues.inMemory(clock));
    private final Browser browser = new Browser();

    private Begun begin(WebRequest request, String returnTo) {
        return logins.begin(
                request,
                relationship,
                Relationships.REDIRECT_URI,
                Purpose.LOGIN,
                returnTo,
                LoginParameters.none(),
                Left.NOTHING,
                clock.instant());
    }

    @Test
    void a_login_that_asks_for_more_than_a_cookie_holds_is_refused_at_its_start() {
        ClaimsRequest claims = ClaimsRequest.none();
        for (int i = 0; i < 120; i++) {
            claims = claims.essentialInIdToken("a-claim-with-a-long-name-" + i);
        }
        LoginParameters many = LoginParameters.none().claims(claims);

        assertThat(Refusal.of(
                        FailureReason.SETTING_INVALID,
                        () -> logins.begin(
                                browser.navigation("/").build(),
                                relationship,
                                Relationships.REDIRECT_URI,
                                Purpose.LOGIN,
                                "/",
                                many,
                                Left.NOTHING,
                                clock.instant())))
                .hasMessageContaining("fewer essential claims");
    }

    private String beginInBrowser(String returnTo) {
        Begun begun = begin(browser.navigation("/").build(), returnTo);
        browser.accept(begun.cookies());
        clock.pass(Duration.ofSeconds(1));
        return begun.login().state();
    }

    private String target(String state) {
        return logins.takeOnce(browser.navigation("/redirect_uri").build(), state, clock.instant())
                .returnTo();
    }

    private int bytes() {
        return browser.cookies().entrySet().stream()
                .mapToInt(cookie -> cookie.getKey().length() + cookie.getValue().length())
                .sum();
    }

    /** Forty logins that are over: each one that is looked at shows in its deletion. */
    private String fortyExpired() {
        StringBuilder header = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            SetCookie cookie = begin(Requests.get("/").build(), "/").cookies().get(0);
            header.append(cookie.name()).append('=').append(cookie.value()).append("; ");
        }
        clock.pass(Duration.ofMinutes(11));
        return header.toString();
    }

    private String megabyteOfJunk() {
        StringBuilder header = new StringBuilder();
        for (int i = 0; header.length() < 1_000_000; i++) {
            header.append(cookies.name("p-")).append(i).append("=x; ");
        }
        return header.toString();
    }

    @Test
    void of_a_flood_of_pending_logins_thirty_two_are_opened() {
        String header = fortyExpired() + megabyteOfJunk();
        Begun begun = begin(Requests.get("/").header("Cookie", header).build(), "/page");

        assertThat(begun.login().returnTo()).isEqualTo("/page");
        assertThat(begun.cookies())
                .filteredOn(cookie -> Duration.ZERO.equals(cookie.maxAge()))
                .hasSize(32);
    }

    @Test
    void behind_a_flood_of_junk_nothing_is_opened_and_the_login_begins() {
        String header = megabyteOfJunk() + fortyExpired();
        Begun begun = begin(Requests.get("/").header("Cookie", header).build(), "/page");

        assertThat(begun.login().returnTo()).isEqualTo("/page");
        assertThat(begun.cookies()).hasSize(1);
    }

    @Test
    void behind_a_flood_of_junk_the_callback_still_finds_its_login() {
        String state = beginInBrowser("/page");
        WebRequest callback = Requests.get("/redirect_uri")
                .header("Cookie", megabyteOfJunk())
                .cookies(browser.cookies())
                .build();

        assertThat(logins.takeOnce(callback, state, clock.instant()).returnTo()).isEqualTo("/page");
    }

    @Test
    void five_logins_with_long_queries_survive_and_later_ones_keep_their_path() {
        String query = "?q=" + "x".repeat(488);
        List<String> states = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            states.add(beginInBrowser("/page/" + i + "/" + query));
            assertThat(bytes()).isLessThanOrEqualTo(1700);
        }

        assertThat(browser.cookies()).hasSize(5);
        assertThat(target(states.get(0))).isEqualTo("/page/0/" + query);
        for (int i = 1; i < 5; i++) {
            assertThat(target(states.get(i))).isEqualTo("/page/" + i + "/");
        }
    }

    @Test
    void five_logins_with_long_paths_survive_and_later_ones_lead_home() {
        String path = "/" + "x".repeat(499);
        List<String> states = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            states.add(beginInBrowser(path));
            assertThat(bytes()).isLessThanOrEqualTo(1700);
        }

        assertThat(browser.cookies()).hasSize(5);
        assertThat(target(states.get(0))).isEqualTo(path);
        for (int i = 1; i < 5; i++) {
            assertThat(target(states.get(i))).isEqualTo("/");
        }
    }

    @Test
    void eight_logins_with_short_targets_survive() {
        List<String> states = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            states.add(beginInBrowser("/tab/" + i));
        }

        assertThat(bytes()).isLessThanOrEqualTo(1700);
        for (int i = 0; i < 8; i++) {
            assertThat(target(states.get(i))).isEqualTo("/tab/" + i);
        }
    }
}
