package dev.latchkey.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Users who are there while a node is killed and while the store is down, whatever the store. */
@Tag("cluster")
abstract class CrowdContract {
    private static final int USERS = Integer.getInteger("cluster.users", 2_000);
    private static final Duration LIMIT = Duration.ofMinutes(4);
    /** Latchkey renews tokens half a minute before they end: after 20 seconds. */
    private static final Duration ACCESS_TOKEN_LIFETIME = Duration.ofSeconds(50);

    private static final Duration OUTAGE = Duration.ofSeconds(5);

    abstract StoreServer newStore() throws IOException;

    @Test
    @Timeout(value = 8, unit = TimeUnit.MINUTES)
    void nobody_is_signed_out_while_a_node_is_killed_and_while_the_store_is_down()
            throws IOException, InterruptedException {
        StoreServer store = newStore();
        Figures figures = new Figures(store.name());
        zeros(figures);
        Trouble nodeDown = new Trouble();
        Trouble storeDown = new Trouble();
        Observer observer = new Observer(nodeDown, storeDown, figures);
        try (Cluster cluster = Cluster.start(store);
                Crowd crowd = new Crowd(cluster, observer, USERS)) {
            cluster.provider.accessTokenLifetime(ACCESS_TOKEN_LIFETIME);
            Visitor witness = new Visitor(cluster, "witness");
            witness.signInOnly();
            long start = System.nanoTime();

            crowd.arrive();
            awaitLogins(crowd, 0.5);
            killAndRestart(cluster, crowd, nodeDown);
            awaitLogins(crowd, 0.8);
            crashAndRestart(cluster, witness, storeDown, figures);
            crowd.mayLeave();
            boolean haveAllLeft = crowd.awaitEnd(LIMIT);

            figures.set("seconds", Duration.ofNanos(System.nanoTime() - start).toSeconds());
            figures.set("logins_lost", USERS - crowd.signedIn());
            figures.set("sessions_lost_after_acknowledged_login", crowd.signedOut());
            observer.summarize();
            Refreshes refreshes = new Refreshes(cluster.provider.refreshCalls());
            refreshes.summarize(figures, USERS, ACCESS_TOKEN_LIFETIME, nodeDown, storeDown);
            figures.print("crowd");

            assertThat(crowd.defects()).isEmpty();
            assertThat(observer.unexpected()).isEmpty();
            assertThat(haveAllLeft).as("everybody has left").isTrue();
            assertThat(figures.get("saw_another_users_name")).isZero();
            assertThat(figures.get("sessions_lost_after_acknowledged_login")).isZero();
            assertThat(figures.get("logins_lost")).isZero();
            assertThat(figures.get("refresh_calls_before_they_were_due")).isZero();
            assertThat(figures.get("tokens_lost_otherwise")).isZero();
            assertThat(observer.withoutToken()).hasSizeLessThanOrEqualTo(refreshes.usedAgain());
        }
    }

    /** The order in which figures are printed. */
    private static void zeros(Figures figures) {
        figures.set("users", USERS);
        List.of(
                        "seconds",
                        "logins_acknowledged",
                        "logins_interrupted",
                        "logins_lost",
                        "login_ms_median",
                        "login_ms_99th_percentile",
                        "saw_another_users_name",
                        "sessions_lost_after_acknowledged_login",
                        "answers_200",
                        "answers_502_or_504_while_node_was_down",
                        "answers_502_or_504_at_other_times",
                        "answers_503_while_store_was_down",
                        "answers_503_at_other_times",
                        "answers_broken_off",
                        "first_success_after_store_returned_ms")
                .forEach(name -> figures.set(name, 0));
    }

    private static void awaitLogins(Crowd crowd, double part) {
        Await.until(part + " of all have signed in", LIMIT, () -> crowd.signedIn() >= part * USERS);
    }

    /** Logins go on at the other node before it comes back. */
    private static void killAndRestart(Cluster cluster, Crowd crowd, Trouble nodeDown) throws IOException {
        nodeDown.begins();
        cluster.b.kill();
        double meanwhile = (double) crowd.signedIn() / USERS + 0.05;
        awaitLogins(crowd, meanwhile);
        cluster.start(cluster.b, Cluster.KEY);
        nodeDown.ends();
    }

    private static void crashAndRestart(Cluster cluster, Visitor witness, Trouble storeDown, Figures figures)
            throws IOException {
        storeDown.begins();
        cluster.store.crash();
        Await.until(Instant.now().plus(OUTAGE));
        cluster.store.start();
        Instant returned = Instant.now();
        for (NodeProcess node : cluster.nodes()) {
            Await.until(
                    "node " + node.name() + " uses the store again",
                    LIMIT,
                    () -> witness.callAt(node).status() == 200);
        }
        figures.set(
                "first_success_after_store_returned_ms",
                Duration.between(returned, Instant.now()).toMillis());
        storeDown.ends();
    }
}
