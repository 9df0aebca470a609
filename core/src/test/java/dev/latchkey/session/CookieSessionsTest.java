package dev.latchkey.session;

import static dev.latchkey.failure.FailureReason.SESSION_TOO_LARGE;
import static dev.latchkey.session.SessionFixtures.COOKIES;
import static dev.latchkey.session.SessionFixtures.POLICY;
import static dev.latchkey.session.SessionFixtures.SEAL;
import static dev.latchkey.session.SessionFixtures.START;
import static dev.latchkey.session.SessionFixtures.session;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.config.SessionFollows;
import dev.latchkey.fixture.Browser;
import dev.latchkey.fixture.CapturedLog;
import dev.latchkey.fixture.Refusal;
import dev.latchkey.fixture.Requests;
import dev.latchkey.http.SetCookie;
import dev.latchkey.session.SessionPolicy.Permanence;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Sessions in sealed cookies. */
class CookieSessionsTest {
    private final CookieSessions sessions = new CookieSessions(COOKIES, SEAL, POLICY);
    private final Browser browser = new Browser();

    private List<SetCookie> begin(Session session) {
        List<SetCookie> cookies = sessions.begin(browser.get("/").build(), session, START);
        browser.accept(cookies);
        return cookies;
    }

    private @Nullable Session find(Instant now) {
        return sessions.find(browser.get("/").build(), now);
    }

    private Session found() {
        return Objects.requireNonNull(find(START));
    }

    @Test
    void a_small_session_is_one_cookie_and_holds_no_refresh_token() {
        List<SetCookie> cookies = begin(session("id", 600, 600));

        assertThat(cookies).hasSize(1);
        assertThat(cookies.get(0).header())
                .startsWith("__Host-latchkey-")
                .contains("; Path=/", "; Max-Age=43200", "; Secure", "; HttpOnly", "; SameSite=Lax");
        assertThat(found().subject()).isEqualTo("alice");
        assertThat(found().idToken()).hasSize(600);
        assertThat(found().refreshToken()).isNull();
    }

    @Test
    void a_larger_session_is_two_cookies_within_four_kilobytes() {
        List<SetCookie> cookies = begin(session("id", 1400, 1300));

        assertThat(cookies).hasSize(2);
        assertThat(cookies.stream().mapToInt(cookie -> cookie.value().length()).sum())
                .isBetween(3801, 4096);
        assertThat(cookies).allMatch(cookie -> cookie.header().length() < 4096);
        assertThat(found().tokens().accessToken()).hasSize(1300);
    }

    @Test
    void a_second_cookie_that_is_no_longer_needed_is_deleted() {
        begin(session("id", 1400, 1300));
        assertThat(browser.cookies()).hasSize(2);

        begin(session("id2", 10, 10));

        assertThat(browser.cookies()).hasSize(1);
        assertThat(found().idToken()).hasSize(10);
    }

    @Test
    void half_a_session_is_none() {
        begin(session("id", 1400, 1300));
        browser.cookies().remove(COOKIES.name("s2"));

        assertThat(find(START)).isNull();
    }

    @Test
    void what_does_not_fit_is_left_out_id_token_first_with_one_warning() {
        try (CapturedLog log = new CapturedLog()) {
            begin(session("id", 3000, 2000));
            assertThat(found().idToken()).isNull();
            assertThat(found().tokens().accessToken()).hasSize(2000);

            begin(session("id2", 1000, 4000));
            assertThat(found().idToken()).isNull();
            assertThat(found().tokens().accessToken()).isNull();
            assertThat(found().tokens().expiresAt()).isNull();

            assertThat(log.warnings()).isEqualTo(1);
            assertThat(log.text()).contains("no room for the ID token", "SessionStore.inMemory()");
        }
    }

    @Test
    void claims_that_do_not_fit_are_an_error_that_names_the_largest() {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("sub", "alice");
        claims.put("picture", "x".repeat(2000));
        claims.put("groups", List.of("y".repeat(3000)));
        claims.put("bio", "z".repeat(1000));

        assertThat(Refusal.of(SESSION_TOO_LARGE, () -> begin(session("id", claims, 100, 100))))
                .hasMessageContaining("[groups, picture, bio]")
                .hasMessageNotContaining("xxx");
        assertThat(browser.cookies()).isEmpty();
    }

    @Test
    void an_idle_session_ends_and_a_used_one_does_not() {
        begin(session("id", 10, 10));

        assertThat(find(START.plus(Duration.ofMinutes(30)).minusSeconds(1))).isNotNull();
        assertThat(find(START.plus(Duration.ofMinutes(30)))).isNull();
    }

    @Test
    void a_session_in_use_ends_at_its_absolute_end() {
        begin(session("id", 10, 10));
        Instant now = START;
        while (find(now) != null) {
            browser.accept(sessions.note(browser.get("/").build(), Objects.requireNonNull(find(now)), now));
            now = now.plus(Duration.ofMinutes(10));
            assertThat(now).isBeforeOrEqualTo(START.plus(Duration.ofHours(12)));
        }

        assertThat(now).isEqualTo(START.plus(Duration.ofHours(12)));
    }

    @Test
    void the_cookie_is_sealed_again_at_most_every_tenth_of_the_idle_time() {
        begin(session("id", 10, 10));

        assertThat(sessions.note(browser.get("/").build(), found(), START.plusSeconds(179)))
                .isEmpty();
        List<SetCookie> noted = sessions.note(browser.get("/").build(), found(), START.plusSeconds(180));
        assertThat(noted).hasSize(1);
        assertThat(noted.get(0).maxAge()).isEqualTo(Duration.ofHours(12).minusSeconds(180));
        browser.accept(noted);
        assertThat(found().lifetime().seenAt()).isEqualTo(START.plusSeconds(180));
        assertThat(found().lifetime().endsAt()).isEqualTo(START.plus(Duration.ofHours(12)));
    }

    @Test
    void a_session_that_ends_with_the_browser_has_no_max_age_and_still_ends() {
        SessionPolicy policy = new SessionPolicy(
                Permanence.UNTIL_THE_BROWSER_CLOSES,
                Duration.ofHours(1),
                Duration.ofHours(9),
                SessionFollows.NONE,
                Duration.ofSeconds(60));
        CookieSessions untilClosed = new CookieSessions(COOKIES, SEAL, policy);
        Session session = session("id", 10, 10);
        List<SetCookie> cookies = untilClosed.begin(browser.get("/").build(), session, START);

        assertThat(cookies.get(0).header()).doesNotContain("Max-Age", "Expires");
        browser.accept(cookies);
        assertThat(untilClosed.find(browser.get("/").build(), START.plus(Duration.ofHours(12))))
                .isNull();
    }

    @Test
    void a_copy_of_a_signed_out_session_is_refused() {
        begin(session("id", 10, 10));
        Browser thief = new Browser();
        browser.cookies().forEach(thief::set);

        List<SetCookie> deleted = sessions.end(browser.get("/").build(), START);

        assertThat(deleted).hasSize(2).allMatch(cookie -> Duration.ZERO.equals(cookie.maxAge()));
        assertThat(sessions.find(thief.get("/").build(), START)).isNull();
    }

    @Test
    void an_old_cookie_before_the_current_one_does_not_save_the_session_from_sign_out() {
        begin(session("old", 10, 10));
        Browser before = new Browser();
        browser.cookies().forEach(before::set);
        begin(session("id", 10, 10));

        sessions.end(
                Requests.get("/")
                        .cookies(before.cookies())
                        .cookies(browser.cookies())
                        .build(),
                START);

        assertThat(find(START)).isNull();
    }

    @Test
    void cookies_of_a_session_that_ended_or_is_over_are_deleted() {
        begin(session("id", 10, 10));

        sessions.end(browser.get("/").build(), START);
        assertThat(sessions.end(browser.get("/").build(), START)).hasSize(2);
        assertThat(sessions.end(browser.get("/").build(), START.plus(Duration.ofDays(30))))
                .hasSize(2)
                .allMatch(cookie -> Duration.ZERO.equals(cookie.maxAge()));
        assertThat(sessions.end(new Browser().get("/").build(), START)).isEmpty();
    }

    @Test
    void a_new_login_ends_the_session_before_it() {
        begin(session("id", 10, 10));
        Browser thief = new Browser();
        browser.cookies().forEach(thief::set);

        begin(session("id2", 10, 10));

        assertThat(sessions.find(thief.get("/").build(), START)).isNull();
        assertThat(found().id()).isEqualTo("id2");
    }

    @Test
    void a_cookie_that_somebody_planted_before_ours_does_not_hide_it() {
        begin(session("id", 1400, 1300));
        String name = COOKIES.name("s");
        String second = COOKIES.name("s2");
        String planted = name + "=planted; " + name + "=" + SEAL.seal(name, new byte[] {9}) + "; " + second + "=x";

        assertThat(sessions.find(browser.get("/").header("X", planted).build(), START))
                .isNotNull();
        assertThat(sessions.find(
                        Requests.get("/")
                                .header("Cookie", planted)
                                .cookies(browser.cookies())
                                .build(),
                        START))
                .isNotNull();
    }

    @Test
    void an_overlong_or_unreadable_cookie_is_no_session_and_is_not_deleted() {
        browser.set(COOKIES.name("s"), "A".repeat(100_000));
        assertThat(find(START)).isNull();
        browser.set(COOKIES.name("s"), SEAL.seal(COOKIES.name("p"), new byte[10]));
        assertThat(find(START)).isNull();

        assertThat(sessions.end(browser.get("/").build(), START)).isEmpty();
    }
}
