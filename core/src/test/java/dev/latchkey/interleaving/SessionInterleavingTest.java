package dev.latchkey.interleaving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.fixture.CapturedLog;
import dev.latchkey.interleaving.Interleavings.Scene;
import dev.latchkey.interleaving.Nodes.Age;
import dev.latchkey.interleaving.RotatingTokens.Reuse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Logins, refreshes and logouts on several nodes, in every order of their steps at the store and at the provider. */
class SessionInterleavingTest {
    /** What is done while others do something else. */
    private enum Part implements Consumer<Nodes> {
        REFRESH_HERE,
        REFRESH_THERE,
        LOGIN,
        SIGN_OUT,
        LOGOUT,
        END_OF_LEASE;

        @Override
        public void accept(Nodes nodes) {
            switch (this) {
                case REFRESH_HERE -> nodes.accessTokenAt(0);
                case REFRESH_THERE -> nodes.accessTokenAt(1);
                case LOGIN -> nodes.finishLogin();
                case SIGN_OUT -> nodes.signOut(1);
                case LOGOUT -> nodes.endAllSessions(1);
                case END_OF_LEASE -> nodes.leaseEnds();
            }
        }
    }

    /** What is logged is no news: the same few refusals in every order. */
    private static int inEveryOrder(Nodes nodes, Age age, Runnable check, List<? extends Consumer<Nodes>> parts)
            throws InterruptedException {
        try (CapturedLog log = new CapturedLog()) {
            int orders = new Interleavings(nodes.turns).playAll(() -> scene(nodes, age, check, parts));
            assertThat(log.text()).doesNotContain("ERROR");
            return orders;
        }
    }

    private static Scene scene(Nodes nodes, Age age, Runnable check, List<? extends Consumer<Nodes>> parts) {
        nodes.signIn(age);
        return new Scene() {
            @Override
            public List<Runnable> actors() {
                return parts.stream()
                        .map(part -> (Runnable) () -> part.accept(nodes))
                        .toList();
            }

            @Override
            public void check() {
                nodes.assertNothingNewerWasOverwritten();
                check.run();
            }
        };
    }

    private static int nobodyIsSignedInAfter(Fault fault, List<? extends Consumer<Nodes>> parts)
            throws InterruptedException {
        Nodes nodes = new Nodes(fault, Reuse.REFUSED);
        return inEveryOrder(
                nodes,
                parts.size() == 2 ? Age.HAS_ENDED : Age.HAS_ENDED_IN_USE,
                () -> {
                    assertThat(nodes.store.size()).as("sessions").isZero();
                    assertThat(nodes.tokens.calls()).as("token calls").isLessThanOrEqualTo(1);
                },
                parts);
    }

    private static int twoNodesRefreshOnce(Fault fault) throws InterruptedException {
        Nodes nodes = new Nodes(fault, Reuse.REFUSED);
        List<String> seen = new CopyOnWriteArrayList<>();
        Consumer<Nodes> here = n -> seen.add(String.valueOf(n.accessTokenAt(0)));
        Consumer<Nodes> there = n -> seen.add(String.valueOf(n.accessTokenAt(1)));
        return inEveryOrder(
                nodes,
                Age.HAS_ENDED,
                () -> {
                    assertThat(nodes.tokens.calls()).as("token calls").isEqualTo(1);
                    assertThat(seen).containsOnly("access 1");
                    assertThat(nodes.session().refreshToken()).isEqualTo("refresh 1");
                },
                List.of(here, there));
    }

    @Test
    void two_nodes_refresh_a_token_that_has_ended_once_and_both_see_the_new_one() throws InterruptedException {
        assertThat(twoNodesRefreshOnce(Fault.NONE)).isGreaterThan(10);
    }

    @Test
    void two_nodes_refresh_a_token_that_ends_soon_once_and_nobody_waits() throws InterruptedException {
        Nodes nodes = new Nodes(Fault.NONE, Reuse.REFUSED);
        int orders = inEveryOrder(
                nodes,
                Age.ENDS_SOON,
                () -> {
                    assertThat(nodes.tokens.calls()).as("token calls").isEqualTo(1);
                    assertThat(nodes.session().refreshToken()).isEqualTo("refresh 1");
                },
                List.of(Part.REFRESH_HERE, Part.REFRESH_THERE));

        assertThat(orders).isGreaterThan(10);
    }

    @Test
    void a_refresh_brings_no_session_back_that_was_logged_out() throws InterruptedException {
        assertThat(nobodyIsSignedInAfter(Fault.NONE, List.of(Part.REFRESH_HERE, Part.LOGOUT)))
                .isGreaterThan(5);
        assertThat(nobodyIsSignedInAfter(Fault.NONE, List.of(Part.REFRESH_HERE, Part.SIGN_OUT)))
                .isGreaterThan(5);
    }

    @Test
    void two_refreshes_bring_no_session_back_that_was_logged_out() throws InterruptedException {
        assertThat(nobodyIsSignedInAfter(Fault.NONE, List.of(Part.REFRESH_HERE, Part.REFRESH_THERE, Part.LOGOUT)))
                .isGreaterThan(20);
    }

    @Test
    void no_login_that_is_under_way_survives_a_logout() throws InterruptedException {
        assertThat(nobodyIsSignedInAfter(Fault.NONE, List.of(Part.LOGIN, Part.LOGOUT)))
                .isGreaterThan(5);
        assertThat(nobodyIsSignedInAfter(Fault.NONE, List.of(Part.REFRESH_HERE, Part.LOGIN, Part.LOGOUT)))
                .isGreaterThan(20);
    }

    @ParameterizedTest
    @EnumSource(Reuse.class)
    void where_a_lease_ends_too_early_no_newer_token_is_overwritten(Reuse reuse) throws InterruptedException {
        Nodes nodes = new Nodes(Fault.NONE, reuse);
        int orders = inEveryOrder(
                nodes,
                Age.HAS_ENDED_IN_USE,
                () -> {
                    assertThat(nodes.store.size()).as("sessions").isEqualTo(1);
                    assertThat(nodes.tokens.calls()).as("token calls").isBetween(1, 2);
                },
                List.of(Part.REFRESH_HERE, Part.REFRESH_THERE, Part.END_OF_LEASE));

        assertThat(orders).isGreaterThan(50);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"TOMBSTONE_SOUGHT_FIRST", "TOMBSTONE_NOT_SOUGHT"})
    void a_store_that_lets_a_login_slip_past_a_tombstone_is_found_out(Fault fault) {
        assertThatThrownBy(() -> nobodyIsSignedInAfter(fault, List.of(Part.LOGIN, Part.LOGOUT)))
                .hasMessageContaining("[sessions]");
    }

    @Test
    void a_store_that_brings_sessions_back_is_found_out() {
        assertThatThrownBy(() ->
                        nobodyIsSignedInAfter(Fault.REPLACED_ALTHOUGH_GONE, List.of(Part.REFRESH_HERE, Part.LOGOUT)))
                .hasMessageContaining("[sessions]");
    }

    @Test
    void a_store_that_ignores_versions_is_found_out() {
        assertThatThrownBy(() -> twoNodesRefreshOnce(Fault.VERSION_IGNORED)).hasMessageContaining("[version]");
    }

    @Test
    void a_store_that_lets_two_nodes_refresh_is_found_out() {
        assertThatThrownBy(() -> twoNodesRefreshOnce(Fault.NAME_NEVER_TAKEN)).hasMessageContaining("[token calls]");
    }
}
