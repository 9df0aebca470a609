package dev.latchkey.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testing.Endpoint;
import dev.latchkey.testing.LogoutDelivery;
import dev.latchkey.testing.LogoutToken;
import dev.latchkey.testing.Page;
import dev.latchkey.testing.Pause;
import dev.latchkey.testing.RefreshCall;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What two nodes with one store promise, whatever the store. */
@Tag("cluster")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
abstract class ClusterContract {
    private static final String LOGOUT = "/redirect_uri/backchannel_logout";
    private static final String NEXT_KEY = "2-Kw6pLr8vBt1Nc4HqZx7MjDy3GaFeS9";
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofSeconds(1);

    private Cluster cluster;
    private Figures figures;

    abstract StoreServer newStore() throws IOException;

    @BeforeAll
    void start() throws IOException {
        StoreServer store = newStore();
        figures = new Figures(store.name());
        cluster = Cluster.start(store);
    }

    @AfterAll
    void stop() throws IOException {
        figures.print("contract");
        if (cluster != null) {
            cluster.close();
        }
    }

    @BeforeEach
    void freshProvider() {
        cluster.provider.forgetRequests();
        cluster.provider.accessTokenLifetime(LONG);
    }

    @Test
    void of_200_concurrent_requests_with_an_ended_token_one_refreshes_it_and_all_get_the_new_one() {
        Visitor alice = signedInWithEndedToken("alice-200");

        List<Seen> answers = Parallel.run(200, i -> Seen.on(alice.call()));

        figures.set("answers_with_new_token_of_200_concurrent_requests", answers.size());
        figures.set(
                "refresh_calls_of_200_concurrent_requests", refreshCalls(alice).size());
        assertThat(refreshCalls(alice))
                .singleElement()
                .satisfies(call -> assertThat(call.isGranted()).isTrue());
        assertThat(answers).hasSize(200).extracting(Seen::subject).containsOnly(alice.name());
        assertThat(answers).extracting(Seen::node).contains("a", "b");
        String newToken = Seen.on(alice.call()).token();
        assertThat(answers).extracting(Seen::token).containsOnly(newToken).doesNotContain(TokenMark.NONE);
        assertThat(refreshCalls(alice)).hasSize(1);
    }

    @Test
    void logout_token_that_comes_to_one_node_signs_out_on_both_at_once() {
        Visitor bob = signedIn("bob-out");
        Visitor other = signedIn("carol-stays");

        LogoutDelivery delivery = logoutToken(bob).sendTo(cluster.url(LOGOUT));

        assertThat(delivery.status()).isEqualTo(200);
        for (NodeProcess node : cluster.nodes()) {
            assertThat(bob.callAt(node).status()).isEqualTo(401);
            assertThat(Seen.on(other.callAt(node)).subject()).isEqualTo(other.name());
        }
    }

    @Test
    void logout_token_that_comes_100_times_at_once_counts_once() {
        Visitor dave = signedIn("dave-100");
        LogoutToken token = logoutToken(dave);

        List<Integer> statuses =
                Parallel.run(100, i -> token.sendTo(cluster.url(LOGOUT)).status());

        long accepted = statuses.stream().filter(status -> status == 200).count();
        long refused = statuses.stream().filter(status -> status == 400).count();
        figures.set("accepted_of_100_copies_of_a_logout_token", accepted);
        figures.set("refused_of_100_copies_of_a_logout_token", refused);
        assertThat(accepted).isEqualTo(1);
        assertThat(refused).isEqualTo(99);
        assertThat(dave.call().status()).isEqualTo(401);
    }

    @Test
    void while_the_store_is_down_nothing_is_lost_and_a_logout_may_be_tried_again() throws IOException {
        Visitor erin = signedIn("erin-stays");
        Visitor frank = signedIn("frank-out");
        LogoutToken token = logoutToken(frank);
        cluster.store.crash();
        try {
            for (NodeProcess node : cluster.nodes()) {
                Page page = erin.callAt(node);
                assertThat(page.status()).isEqualTo(503);
                assertThat(page.header("Retry-After")).isNotNull();
                assertThat(Http.status(node.url("/"))).isEqualTo(200);
            }
            LogoutDelivery delivery = token.sendTo(cluster.url(LOGOUT));
            assertThat(delivery.status()).isEqualTo(503);
            assertThat(delivery.header("retry-after")).isNotNull();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            cluster.store.start();
        }

        Await.until("the store is used again", LIMIT, () -> {
            int status = token.sendTo(cluster.url(LOGOUT)).status();
            assertThat(status).isIn(200, 503);
            return status == 200;
        });
        for (NodeProcess node : cluster.nodes()) {
            Await.until(
                    "node " + node.name() + " uses it again",
                    LIMIT,
                    () -> frank.callAt(node).status() != 503);
            assertThat(frank.callAt(node).status()).isEqualTo(401);
            assertThat(Seen.on(erin.callAt(node)).subject()).isEqualTo(erin.name());
        }
    }

    @Test
    void key_changes_node_by_node_and_nobody_is_signed_out_until_the_old_key_goes() throws IOException {
        Visitor active = signedInWithEndedToken("grace-active");
        Visitor idle = signedIn("heidi-idle");
        cluster.provider.accessTokenLifetime(SHORT);
        try {
            for (List<String> ring : List.of(List.of(Cluster.KEY, NEXT_KEY), List.of(NEXT_KEY, Cluster.KEY))) {
                for (NodeProcess changed : cluster.nodes()) {
                    restart(changed, ring);
                    for (NodeProcess node : cluster.nodes()) {
                        assertThat(Seen.on(active.callAt(node)).hasToken()).isTrue();
                        assertThat(Seen.on(idle.callAt(node)).hasToken()).isTrue();
                    }
                }
            }
            // What was changed since the new key seals is sealed with it; what was not, is not.
            for (NodeProcess changed : cluster.nodes()) {
                restart(changed, List.of(NEXT_KEY));
                for (NodeProcess node : cluster.nodes()) {
                    assertThat(Seen.on(active.callAt(node)).hasToken()).isTrue();
                }
                assertThat(idle.callAt(changed).status()).isEqualTo(401);
            }
        } finally {
            for (NodeProcess node : cluster.nodes()) {
                restart(node, List.of(Cluster.KEY));
            }
        }
        assertThat(Seen.on(idle.call()).subject()).isEqualTo(idle.name());
    }

    @Test
    void refresh_of_a_node_that_dies_waiting_for_the_provider_is_taken_over_by_the_other() throws IOException {
        Visitor ivan = signedInWithEndedToken("ivan-kept");
        try (Pause pause = cluster.provider.pause(Endpoint.TOKEN)) {
            CompletableFuture<Page> lost = CompletableFuture.supplyAsync(() -> ivan.callAt(cluster.a));
            pause.awaitRequest();
            cluster.a.kill();
            Instant killed = Instant.now();

            Seen seen = Seen.on(ivan.callAt(cluster.b));

            figures.set(
                    "takeover_after_a_kill_during_a_refresh_ms",
                    Duration.between(killed, Instant.now()).toMillis());
            assertThat(lost).failsWithin(LIMIT);
            assertThat(seen.subject()).isEqualTo(ivan.name());
            assertThat(refreshCalls(ivan))
                    .singleElement()
                    .satisfies(call -> assertThat(call.isGranted()).isTrue());
            assertThat(seen.hasToken()).isTrue();
            assertThat(Seen.on(ivan.callAt(cluster.b))).isEqualTo(seen);
        } finally {
            restart(cluster.a, List.of(Cluster.KEY));
        }
    }

    private void restart(NodeProcess node, List<String> ring) throws IOException {
        cluster.start(node, ring.toArray(String[]::new));
    }

    private Visitor signedIn(String name) {
        Visitor visitor = new Visitor(cluster, name);
        assertThat(Seen.on(visitor.signIn()).subject()).isEqualTo(name);
        return visitor;
    }

    /** Afterwards new tokens are good for an hour. */
    private Visitor signedInWithEndedToken(String name) {
        cluster.provider.accessTokenLifetime(SHORT);
        Visitor visitor = new Visitor(cluster, name);
        assertThat(visitor.signInOnly().status()).isEqualTo(200);
        cluster.provider.accessTokenLifetime(LONG);
        Await.until(Instant.now().plus(SHORT).plus(SHORT));
        cluster.provider.forgetRequests();
        return visitor;
    }

    private LogoutToken logoutToken(Visitor visitor) {
        return cluster.provider.logoutToken("client1").sub(visitor.name());
    }

    private List<RefreshCall> refreshCalls(Visitor visitor) {
        return cluster.provider.refreshCalls().stream()
                .filter(call -> call.subject().equals(visitor.name()))
                .toList();
    }
}
