package dev.latchkey.session;

import static dev.latchkey.session.SessionFixtures.COOKIES;
import static dev.latchkey.session.SessionFixtures.POLICY;
import static dev.latchkey.session.SessionFixtures.SEAL;
import static dev.latchkey.session.SessionFixtures.START;
import static dev.latchkey.session.SessionFixtures.session;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.fixture.Browser;
import dev.latchkey.fixture.HandClock;
import dev.latchkey.fixture.Requests;
import dev.latchkey.http.SetCookie;
import dev.latchkey.internal.Hashes;
import dev.latchkey.store.ServerSessionStore;
import dev.latchkey.store.SessionStore;
import dev.latchkey.store.StoredSession;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Sessions in a store on the server. */
class ServerSessionsTest {
    private static final String ID = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    private static final String OTHER_ID = "BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB";

    private final HandClock clock = new HandClock();
    private final ServerSessionStore store = SessionStore.inMemory(100, clock);
    private final ServerSessions sessions = new ServerSessions(COOKIES, SEAL, POLICY, store);
    private final Browser browser = new Browser();

    private List<SetCookie> begin(Session session) {
        List<SetCookie> cookies = sessions.begin(browser.get("/").build(), session, START);
        browser.accept(cookies);
        return cookies;
    }

    private @Nullable Session find() {
        return sessions.find(browser.get("/").build(), clock.instant());
    }

    @Test
    void the_cookie_holds_the_id_and_the_store_knows_its_hash() {
        List<SetCookie> cookies = begin(session(ID, 5000, 5000));

        assertThat(cookies).hasSize(1);
        assertThat(cookies.get(0).value()).isEqualTo(ID);
        assertThat(cookies.get(0).maxAge()).isEqualTo(Duration.ofHours(12));
        StoredSession stored = Objects.requireNonNull(store.find(Hashes.sha256Base64Url(ID)));
        assertThat(stored).asString().doesNotContain(ID, stored.key());
        Session found = Objects.requireNonNull(find());
        assertThat(found.refreshToken()).isEqualTo("the-refresh-token");
        assertThat(found.idToken()).hasSize(5000);
    }

    @Test
    void an_unknown_short_or_long_id_is_no_session() {
        begin(session(ID, 10, 10));
        for (String id : List.of("", "A", OTHER_ID, ID + "A", ID.substring(1), "\"" + ID.substring(2) + "\"")) {
            browser.set(COOKIES.name("s"), id);
            assertThat(find()).isNull();
        }
    }

    @Test
    void an_idle_session_ends() {
        begin(session(ID, 10, 10));

        clock.pass(Duration.ofMinutes(30).minusSeconds(1));
        assertThat(find()).isNotNull();
        clock.pass(Duration.ofSeconds(1));
        assertThat(find()).isNull();
        assertThat(store.find(Hashes.sha256Base64Url(ID))).isNull();
    }

    @Test
    void use_is_noted_at_most_every_tenth_of_the_idle_time_without_a_cookie() {
        begin(session(ID, 10, 10));
        Session session = Objects.requireNonNull(find());

        sessions.note(browser.get("/").build(), session, START.plusSeconds(179));
        assertThat(version()).isZero();
        assertThat(sessions.note(browser.get("/").build(), session, START.plusSeconds(180)))
                .isEmpty();
        assertThat(version()).isEqualTo(1);
        clock.pass(Duration.ofMinutes(32));
        assertThat(find()).isNotNull();
    }

    private long version() {
        return Objects.requireNonNull(store.find(Hashes.sha256Base64Url(ID))).version();
    }

    @Test
    void sign_out_removes_the_session_and_a_login_the_one_before_it() {
        begin(session(ID, 10, 10));
        begin(session(OTHER_ID, 10, 10));
        assertThat(store.find(Hashes.sha256Base64Url(ID))).isNull();

        List<SetCookie> deleted = sessions.end(browser.get("/").build(), START);
        assertThat(deleted).hasSize(1);
        assertThat(store.find(Hashes.sha256Base64Url(OTHER_ID))).isNull();
        assertThat(sessions.end(browser.get("/").build(), START))
                .singleElement()
                .extracting(SetCookie::maxAge)
                .isEqualTo(Duration.ZERO);
        assertThat(sessions.end(new Browser().get("/").build(), START)).isEmpty();
    }

    @Test
    void a_planted_cookie_does_not_hide_ours() {
        begin(session(ID, 10, 10));
        String name = COOKIES.name("s");

        assertThat(sessions.find(
                        Requests.get("/")
                                .header("Cookie", name + "=planted; " + name + "=" + OTHER_ID)
                                .cookies(browser.cookies())
                                .build(),
                        START))
                .isNotNull();
    }

    @Test
    void an_ended_session_is_not_revived_by_a_change() {
        begin(session(ID, 10, 10));
        Session session = Objects.requireNonNull(find());
        sessions.end(browser.get("/").build(), START);

        assertThat(sessions.change(session, Session::withoutRefreshToken)).isNull();
        assertThat(sessions.current(session)).isNull();
        assertThat(store.find(session.key())).isNull();
    }

    @Test
    void no_change_is_lost_when_many_threads_make_one() throws InterruptedException, ExecutionException {
        begin(session(ID, 10, 10));
        Session session = Objects.requireNonNull(find());
        ExecutorService threads = Executors.newFixedThreadPool(16);
        List<Future<@Nullable Session>> changes = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            changes.add(threads.submit(() -> sessions.change(session, ServerSessionsTest::aSecondLater)));
        }
        threads.shutdown();
        for (Future<@Nullable Session> change : changes) {
            assertThat(change.get()).isNotNull();
        }

        assertThat(version()).isEqualTo(200);
        assertThat(Objects.requireNonNull(sessions.current(session)).lifetime().seenAt())
                .isEqualTo(START.plusSeconds(200));
    }

    private static Session aSecondLater(Session session) {
        Instant seen = session.lifetime().seenAt();
        return session.seen(seen.plusSeconds(1));
    }
}
