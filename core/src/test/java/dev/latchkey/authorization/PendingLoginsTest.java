package dev.latchkey.authorization;

import static dev.latchkey.failure.FailureReason.STATE_EXPIRED;
import static dev.latchkey.failure.FailureReason.STATE_UNKNOWN;
import static dev.latchkey.failure.FailureReason.STATE_USED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.authorization.PendingLogin.Left;
import dev.latchkey.authorization.PendingLogins.Begun;
import dev.latchkey.config.BaseUrl;
import dev.latchkey.config.LoginParameters;
import dev.latchkey.cookie.Cookies;
import dev.latchkey.cookie.KeyRing;
import dev.latchkey.cookie.Seal;
import dev.latchkey.failure.ProtocolViolation;
import dev.latchkey.fixture.Browser;
import dev.latchkey.fixture.FakeProvider;
import dev.latchkey.fixture.HandClock;
import dev.latchkey.fixture.Refusal;
import dev.latchkey.fixture.Relationships;
import dev.latchkey.http.SetCookie;
import dev.latchkey.http.WebRequest;
import dev.latchkey.provider.NamedProvider.Relationship;
import dev.latchkey.store.SharedValues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Several tabs, bounded cookies, each login once. */
class PendingLoginsTest {
    private static final String SECRET = "0123456789abcdefghijklmnopqrstuvwxyz";

    private final HandClock clock = new HandClock();
    private final Relationship relationship = Relationships.usual(new FakeProvider(), clock);
    private final PendingLogins logins = logins(SECRET);
    private final Browser browser = new Browser();

    private PendingLogins logins(String secret) {
        Cookies cookies = new Cookies(BaseUrl.parse("https://app.example.com"));
        return new PendingLogins(cookies, new Seal(KeyRing.of(List.of(secret))), SharedValues.inMemory(clock));
    }

    private PendingLogin begin(String returnTo) {
        WebRequest request = browser.navigation("/me").build();
        Begun begun = logins.begin(
                request,
                relationship,
                Relationships.REDIRECT_URI,
                Purpose.LOGIN,
                returnTo,
                LoginParameters.none(),
                Left.NOTHING,
                clock.instant());
        browser.accept(begun.cookies());
        clock.pass(Duration.ofMillis(5));
        return begun.login();
    }

    private PendingLogin take(String state) {
        return logins.takeOnce(browser.navigation("/redirect_uri").build(), state, clock.instant());
    }

    @Test
    void a_login_comes_back_as_it_went() {
        PendingLogin begun = begin("/orders/17?sort=date");
        PendingLogin taken = take(begun.state());

        assertThat(taken.returnTo()).isEqualTo("/orders/17?sort=date");
        assertThat(taken.provider()).isEqualTo("default");
        assertThat(taken.nonce()).isEqualTo(begun.nonce());
        assertThat(taken.codeVerifier()).isEqualTo(begun.codeVerifier());
        assertThat(taken.isBoundTo(relationship, Relationships.REDIRECT_URI)).isTrue();
    }

    @Test
    void eight_logins_finish_in_any_order() {
        List<String> states = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            states.add(begin("/tab/" + i).state());
        }

        for (int i : new int[] {3, 0, 7, 1, 6, 2, 5, 4}) {
            assertThat(take(states.get(i)).returnTo()).isEqualTo("/tab/" + i);
        }
    }

    @Test
    void the_ninth_login_drops_the_oldest() {
        List<String> states = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            states.add(begin("/tab/" + i).state());
        }

        assertThat(browser.cookies()).hasSize(8);
        Refusal.of(STATE_UNKNOWN, () -> take(states.get(0)));
        assertThat(take(states.get(1)).returnTo()).isEqualTo("/tab/1");
        assertThat(take(states.get(8)).returnTo()).isEqualTo("/tab/8");
    }

    @Test
    void cookies_stay_within_two_kilobytes_however_long_the_targets_are() {
        PendingLogin last = begin("/");
        for (int i = 0; i < 20; i++) {
            last = begin("/" + "a".repeat(i % 3 == 0 ? 511 : 40 * i % 511));
            int bytes = browser.cookies().entrySet().stream()
                    .mapToInt(cookie ->
                            cookie.getKey().length() + cookie.getValue().length())
                    .sum();
            assertThat(bytes).isLessThanOrEqualTo(2048);
            assertThat(browser.cookies()).hasSizeBetween(1, 8);
        }
        assertThat(take(last.state()).state()).isEqualTo(last.state());
    }

    @Test
    void an_expired_login_is_refused_and_cleared_away_by_the_next() {
        PendingLogin old = begin("/");
        clock.pass(Duration.ofMinutes(10));

        Refusal.of(STATE_EXPIRED, () -> take(old.state()));
        begin("/");
        assertThat(browser.cookies()).hasSize(1);
        Refusal.of(STATE_UNKNOWN, () -> take(old.state()));
    }

    @Test
    void a_login_is_taken_once() {
        PendingLogin login = begin("/");
        take(login.state());

        Refusal.of(STATE_USED, () -> take(login.state()));
    }

    @Test
    void of_fifty_threads_with_the_same_state_one_gets_the_login() throws InterruptedException, ExecutionException {
        String state = begin("/").state();
        ExecutorService threads = Executors.newFixedThreadPool(50);
        List<Future<Boolean>> outcomes = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            outcomes.add(threads.submit(() -> taken(state)));
        }
        threads.shutdown();

        int taken = 0;
        for (Future<Boolean> outcome : outcomes) {
            taken += outcome.get() ? 1 : 0;
        }
        assertThat(taken).isEqualTo(1);
    }

    private boolean taken(String state) {
        try {
            return take(state).state().equals(state);
        } catch (ProtocolViolation e) {
            assertThat(e.reason()).isEqualTo(STATE_USED);
            return false;
        }
    }

    @Test
    void a_state_without_its_cookie_is_refused() {
        String state = begin("/").state();

        Refusal.of(
                STATE_UNKNOWN,
                () -> logins.takeOnce(new Browser().navigation("/").build(), state, clock.instant()));
        Refusal.of(STATE_UNKNOWN, () -> take(""));
        Refusal.of(STATE_UNKNOWN, () -> take(state.substring(1)));
        Refusal.of(STATE_UNKNOWN, () -> take(state + "A"));
        assertThat(take(state).state()).isEqualTo(state);
    }

    @Test
    void a_cookie_of_another_application_or_under_another_name_is_refused() {
        String mine = begin("/").state();
        PendingLogin other = logins("zyxwvutsrqponmlkjihgfedcba9876543210")
                .begin(
                        browser.navigation("/").build(),
                        relationship,
                        Relationships.REDIRECT_URI,
                        Purpose.LOGIN,
                        "/",
                        LoginParameters.none(),
                        Left.NOTHING,
                        clock.instant())
                .login();
        String name = browser.cookies().keySet().iterator().next();
        String value = browser.cookie(name);
        browser.set(name.substring(0, name.length() - 1) + "x", value);

        Refusal.of(STATE_UNKNOWN, () -> take(other.state()));
        assertThat(take(mine).state()).isEqualTo(mine);
    }

    @Test
    void a_cookie_with_a_flipped_bit_is_refused() {
        String state = begin("/").state();
        String name = browser.cookies().keySet().iterator().next();
        String value = browser.cookie(name);
        for (int i = 0; i < value.length() - 1; i++) {
            char flipped = value.charAt(i) == 'A' ? 'B' : 'A';
            browser.set(name, value.substring(0, i) + flipped + value.substring(i + 1));
            if (flipped != value.charAt(i)) {
                Refusal.of(STATE_UNKNOWN, () -> take(state));
            }
        }
    }

    @Test
    void the_cookie_is_host_bound_secure_and_short_lived() {
        Begun begun = logins.begin(
                browser.navigation("/").build(),
                relationship,
                Relationships.REDIRECT_URI,
                Purpose.LOGIN,
                "/",
                LoginParameters.none(),
                Left.NOTHING,
                clock.instant());
        SetCookie cookie = begun.cookies().get(0);

        assertThat(cookie.name()).startsWith("__Host-latchkey-");
        assertThat(cookie.header())
                .contains("; Path=/", "; Max-Age=600", "; Secure", "; HttpOnly", "; SameSite=Lax")
                .doesNotContain("Domain");
        assertThat(begun).asString().doesNotContain(begun.login().state(), cookie.value());
        assertThat(logins.deletion(begun.login().state()).name()).isEqualTo(cookie.name());
        assertThat(logins.deletion(begun.login().state()).header()).contains("Max-Age=0", "Expires=Thu, 01 Jan 1970");
    }
}
