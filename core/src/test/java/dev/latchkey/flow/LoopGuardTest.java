package dev.latchkey.flow;

import static dev.latchkey.failure.FailureReason.LOGIN_LOOP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.config.BaseUrl;
import dev.latchkey.cookie.Cookies;
import dev.latchkey.cookie.KeyRing;
import dev.latchkey.cookie.Seal;
import dev.latchkey.fixture.Browser;
import dev.latchkey.fixture.HandClock;
import dev.latchkey.fixture.Refusal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Three logins that bring nothing end on a page. */
class LoopGuardTest {
    private final LoopGuard guard = new LoopGuard(
            new Cookies(BaseUrl.parse("https://app.example.com")),
            new Seal(KeyRing.of(List.of("0123456789abcdefghijklmnopqrstuvwxyz"))));
    private final HandClock clock = new HandClock();
    private final Browser browser = new Browser();

    private void start() {
        browser.accept(
                guard.loginStarts(browser.get("/").build(), clock.instant()).cookies());
    }

    private void succeed() {
        browser.accept(List.of(guard.loginSucceeds(browser.get("/").build(), 0, clock.instant())));
    }

    @Test
    void the_third_start_after_a_login_that_brought_nothing_is_refused() {
        start();
        succeed();
        start();
        succeed();
        start();
        succeed();

        Refusal.of(LOGIN_LOOP, this::start);
        Refusal.of(LOGIN_LOOP, this::start);
    }

    @Test
    void tabs_that_open_at_once_never_trip_it() {
        for (int i = 0; i < 50; i++) {
            start();
        }
        for (int i = 0; i < 50; i++) {
            succeed();
        }
        start();
    }

    @Test
    void an_authenticated_request_clears_it() {
        for (int i = 0; i < 20; i++) {
            start();
            succeed();
            browser.accept(guard.forget(browser.get("/").build()));
        }
        assertThat(browser.cookies()).isEmpty();
        assertThat(guard.forget(browser.get("/").build())).isEmpty();
    }

    @Test
    void it_forgets_after_a_minute() {
        for (int i = 0; i < 20; i++) {
            start();
            succeed();
            clock.pass(Duration.ofSeconds(60));
        }
    }

    @Test
    void a_mark_that_was_forged_copied_or_damaged_is_none() {
        succeed();
        String name = browser.cookies().keySet().iterator().next();
        browser.set(name, "forged");
        for (int i = 0; i < 10; i++) {
            start();
        }
    }
}
