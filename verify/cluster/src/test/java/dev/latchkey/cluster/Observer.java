package dev.latchkey.cluster;

import dev.latchkey.testing.Page;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what users see. Thread-safe. */
final class Observer {
    private final Trouble node;
    private final Trouble store;
    private final Figures figures;
    /** Of the logins that nothing interrupted. */
    private final List<Long> loginMillis = Collections.synchronizedList(new ArrayList<>());

    private final List<String> unexpected = Collections.synchronizedList(new ArrayList<>());
    private final Set<String> withoutToken = ConcurrentHashMap.newKeySet();

    /** What was down when a request began. */
    record Look(int node, int store) {}

    Observer(Trouble node, Trouble store, Figures figures) {
        this.node = node;
        this.store = store;
        this.figures = figures;
    }

    Look look() {
        return new Look(node.look(), store.look());
    }

    void signedIn(int attempts, Duration took) {
        figures.count("logins_acknowledged");
        if (attempts == 1) {
            loginMillis.add(took.toMillis());
        }
    }

    void loginInterrupted() {
        figures.count("logins_interrupted");
    }

    void saw(Visitor visitor, Seen seen) {
        figures.count("answers_200");
        if (!seen.subject().equals(visitor.name())) {
            figures.count("saw_another_users_name");
        }
        if (!seen.hasToken()) {
            withoutToken.add(visitor.name());
        }
    }

    void failed(Page page, Look look) {
        switch (page.status()) {
            case 503 ->
                figures.count(
                        store.wasThereSince(look.store())
                                ? "answers_503_while_store_was_down"
                                : "answers_503_at_other_times");
            case 502, 504 ->
                figures.count(
                        node.wasThereSince(look.node())
                                ? "answers_502_or_504_while_node_was_down"
                                : "answers_502_or_504_at_other_times");
            default -> unexpected.add(page.toString());
        }
    }

    void brokenOff() {
        figures.count("answers_broken_off");
    }

    /** Adds what can be said only in the end. */
    void summarize() {
        List<Long> sorted = loginMillis.stream().sorted().toList();
        if (!sorted.isEmpty()) {
            figures.set("login_ms_median", sorted.get(sorted.size() / 2));
            figures.set("login_ms_99th_percentile", sorted.get(sorted.size() * 99 / 100));
        }
        figures.set("users_left_without_access_token", withoutToken.size());
    }

    /** Answers that have no place here. */
    List<String> unexpected() {
        return List.copyOf(unexpected);
    }

    /** Who was signed in without an access token at some time. */
    Set<String> withoutToken() {
        return Set.copyOf(withoutToken);
    }
}
