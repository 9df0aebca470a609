package dev.latchkey.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.app.Access;
import dev.latchkey.app.ActiveSession;
import dev.latchkey.app.ActiveSessions;
import dev.latchkey.app.Decision.Answer;
import dev.latchkey.app.Decision.Proceed;
import dev.latchkey.app.LoginHook.LoginDecision;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.fixture.Application;
import dev.latchkey.fixture.FakeProvider;
import dev.latchkey.fixture.HandClock;
import dev.latchkey.fixture.Nodes;
import dev.latchkey.fixture.Refusal;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who is signed in where, and how to end that. */
class ActiveSessionsTest {
    private final Nodes nodes =
            new Nodes(settings -> settings.onLogin(user -> LoginDecision.accept(Map.of("tenant", "north"))));
    private final Application app = nodes.one;
    private final ActiveSessions sessions = nodes.other.activeSessions();

    @Test
    void the_sessions_of_a_user_are_listed_with_what_they_began_with() {
        app.idTokens(token -> token.claim("sid", "first"));
        app.signIn("/");
        app.user("bob");
        new Application(app.clock, settings -> settings.backchannelLogout(nodes.store)).signIn("/");

        assertThat(sessions.of(FakeProvider.ISSUER, "alice")).hasSize(2).anySatisfy(session -> {
            assertThat(session.provider()).isEqualTo("default");
            assertThat(session.subject()).isEqualTo("alice");
            assertThat(session.sid()).isEqualTo("first");
            assertThat(session.beganAt()).isEqualTo(HandClock.START);
            assertThat(session.endsAt()).isEqualTo(HandClock.START.plus(Duration.ofHours(12)));
            assertThat(session.attributes()).containsEntry("tenant", "north");
        });
        assertThat(sessions.of(FakeProvider.ISSUER, "bob")).isEmpty();
        assertThat(sessions.of("https://other.example.com", "alice")).isEmpty();
        assertThat(sessions.count()).isEqualTo(2);
    }

    @Test
    void one_session_is_ended_and_the_others_stay() {
        app.signIn("/");
        ActiveSession first = sessions.of(FakeProvider.ISSUER, "alice").get(0);
        Application elsewhere = new Application(app.clock, settings -> settings.backchannelLogout(nodes.store));
        elsewhere.signIn("/");
        sessions.end(first);

        assertThat(app.open("/", Access.signedIn())).isInstanceOf(Answer.class);
        assertThat(elsewhere.open("/", Access.signedIn())).isInstanceOf(Proceed.class);
        assertThat(sessions.count()).isEqualTo(1);
    }

    @Test
    void all_sessions_of_a_user_end_and_so_do_his_logins_that_are_under_way() {
        app.signIn("/");
        Application underWay = new Application(app.clock, settings -> settings.backchannelLogout(nodes.store));
        String callback = underWay.authorize(Application.location(underWay.answer("/")));

        assertThat(sessions.endAll(FakeProvider.ISSUER, "alice")).isEqualTo(1);
        Answer stopped = underWay.answer(callback);
        assertThat(stopped.response().body()).contains("ended_at_provider");
        assertThat(app.open("/", Access.signedIn())).isInstanceOf(Answer.class);
        app.clock.pass(Duration.ofMillis(1));
        app.signIn("/");
        assertThat(app.open("/", Access.signedIn())).isInstanceOf(Proceed.class);
    }

    @Test
    void sessions_in_cookies_are_known_to_nobody_but_their_browsers() {
        assertThat(Refusal.of(FailureReason.SETTING_INVALID, () -> new Application().party.activeSessions()))
                .hasMessageContaining("SessionStore.inMemory()");
    }
}
