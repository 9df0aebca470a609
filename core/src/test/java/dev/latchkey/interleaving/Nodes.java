package dev.latchkey.interleaving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.app.Access;
import dev.latchkey.app.Decision.Proceed;
import dev.latchkey.fixture.Application;
import dev.latchkey.fixture.FakeProvider;
import dev.latchkey.http.WebRequest;
import dev.latchkey.interleaving.RotatingTokens.Reuse;
import dev.latchkey.session.Opened;
import dev.latchkey.session.Session;
import dev.latchkey.store.StoredSession;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Three nodes of one application, with a relying party each, over one store; Alice has a session. */
final class Nodes {
    private static final Duration FIRST_STAY = Duration.ofSeconds(200);
    private static final Duration LONGER_THAN_A_LEASE = Duration.ofSeconds(16);

    final Turns turns = new Turns();
    final LooseStore store;
    final RotatingTokens tokens;
    private final List<Application> nodes;
    private @Nullable WebRequest request;
    private @Nullable String callback;

    Nodes(Fault fault, Reuse reuse) {
        Application[] first = new Application[1];
        store = new LooseStore(
                turns, () -> Objects.requireNonNull(first[0]).clock.instant(), fault);
        tokens = new RotatingTokens(turns, reuse);
        first[0] = node();
        nodes = List.of(first[0], node(), node());
    }

    private Application node() {
        Application node =
                new Application(settings -> settings.backchannelLogout(store).refreshAccessTokens());
        tokens.answerAt(node);
        return node;
    }

    /** How old Alice's session is: her access token ends after 300 seconds. */
    enum Age {
        /** The token ends soon; it is time to note that the session is in use. */
        ENDS_SOON(280, false),
        /** The token has ended; it is time to note that the session is in use. */
        HAS_ENDED(301, false),
        /** The token has ended; it was noted not long ago that the session is in use. */
        HAS_ENDED_IN_USE(301, true);

        private final Duration sinceLogin;
        private final boolean isInUse;

        Age(int seconds, boolean isInUse) {
            this.sinceLogin = Duration.ofSeconds(seconds);
            this.isInUse = isInUse;
        }
    }

    /** Alice signs in at the first node, time passes, and she begins another login at the last one. */
    void signIn(Age age) {
        store.clear();
        tokens.forget();
        nodes.forEach(node -> node.browser.cookies().clear());
        Application first = nodes.get(0);
        first.signIn("/");
        request = first.browser.navigation("/").build();
        pass(FIRST_STAY);
        if (age.isInUse) {
            accessTokenAt(0);
        }
        pass(age.sinceLogin.minus(FIRST_STAY));
        Application last = nodes.get(2);
        callback = last.authorize(Application.location(last.answer("/")));
    }

    /** A request with the session's cookie comes to a node; the access token that the application sees there. */
    @Nullable
    String accessTokenAt(int node) {
        Proceed proceed = (Proceed) nodes.get(node).party.decide(Objects.requireNonNull(request), Access.anyone());
        return proceed.user() == null ? null : proceed.user().tokens().accessToken();
    }

    /** The login that is under way comes to its end. */
    void finishLogin() {
        nodes.get(2).answer(Objects.requireNonNull(callback));
    }

    /** All sessions of Alice are ended at a node. */
    void endAllSessions(int node) {
        nodes.get(node).party.activeSessions().endAll(FakeProvider.ISSUER, "alice");
    }

    /** Alice signs out at a node, in the browser that has the session. */
    void signOut(int node) {
        WebRequest logout = nodes.get(0).browser.navigation("/logout").build();
        nodes.get(node).party.decide(logout, Access.signedIn());
    }

    /** A node is so slow that its lease ends. */
    void leaseEnds() {
        turns.step("lets a lease end", Step.EVERYTHING, true);
        pass(LONGER_THAN_A_LEASE);
    }

    private void pass(Duration time) {
        nodes.forEach(node -> node.clock.pass(time));
    }

    /** The session that the store keeps. */
    Session session() {
        List<StoredSession> written = store.written();
        return Opened.session(written.get(written.size() - 1));
    }

    /** Versions grow, tokens get newer, and no token is dropped but the one that the provider refused: the first. */
    void assertNothingNewerWasOverwritten() {
        Map<String, StoredSession> last = new HashMap<>();
        for (StoredSession next : store.written()) {
            StoredSession before = last.put(next.key(), next);
            if (before != null) {
                assertThat(next.version()).as("version").isEqualTo(before.version() + 1);
                assertTokenIsNotOlder(
                        Opened.session(before).accessToken(),
                        Opened.session(next).accessToken());
            }
        }
    }

    private static void assertTokenIsNotOlder(@Nullable String before, @Nullable String next) {
        int floor = before == null ? Integer.MAX_VALUE : RotatingTokens.numberOf(before);
        if (next == null) {
            assertThat(floor).as("dropped token").isIn(0, Integer.MAX_VALUE);
        } else {
            assertThat(RotatingTokens.numberOf(next)).as("token").isGreaterThanOrEqualTo(floor);
        }
    }
}
