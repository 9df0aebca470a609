package dev.latchkey.cluster;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.latchkey.testing.RefreshCall;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What the provider knows of refreshes. */
final class Refreshes {
    private static final Duration BEFORE_THE_END = Duration.ofSeconds(30);
    private static final Duration TOKEN_TIMEOUT = Duration.ofSeconds(10);
    /** The provider's clock has whole seconds. */
    private static final Duration SLACK = Duration.ofSeconds(1);

    private final List<RefreshCall> calls;
    private final Map<String, List<RefreshCall>> bySubject;
    private final Map<String, List<RefreshCall>> byToken;

    Refreshes(List<RefreshCall> calls) {
        this.calls = calls;
        this.bySubject = calls.stream().collect(groupingBy(RefreshCall::subject));
        this.byToken = calls.stream().collect(groupingBy(RefreshCall::refreshToken));
    }

    /** Adds what is known to the figures. */
    void summarize(Figures figures, int users, Duration accessTokenLifetime, Trouble node, Trouble store) {
        Map<Loss, Long> losses =
                firstUsesOfThoseUsedAgain().stream().collect(groupingBy(first -> loss(first, node, store), counting()));
        figures.set("refresh_calls", calls.size());
        figures.set("refresh_calls_per_session_mean", (double) calls.size() / users);
        figures.set(
                "refresh_calls_per_session_max",
                bySubject.values().stream().mapToInt(List::size).max().orElse(0));
        figures.set("refresh_calls_before_they_were_due", early(accessTokenLifetime));
        figures.set("refresh_tokens_used_more_than_once", usedAgain());
        figures.set("tokens_lost_to_a_kill_during_a_refresh", losses.getOrDefault(Loss.NODE_WAS_KILLED, 0L));
        figures.set(
                "tokens_lost_to_the_store_going_down_during_a_refresh", losses.getOrDefault(Loss.STORE_WENT_DOWN, 0L));
        figures.set("tokens_lost_otherwise", losses.getOrDefault(Loss.UNKNOWN, 0L));
    }

    /** How many refresh tokens came back although they had brought new ones: those got lost. */
    int usedAgain() {
        return firstUsesOfThoseUsedAgain().size();
    }

    private List<RefreshCall> firstUsesOfThoseUsedAgain() {
        return byToken.values().stream()
                .filter(uses -> uses.size() > 1)
                .map(uses -> uses.get(0))
                .toList();
    }

    /** How many came before the token that they replaced was due. */
    private long early(Duration accessTokenLifetime) {
        return bySubject.values().stream()
                .mapToLong(own -> early(own, accessTokenLifetime.minus(BEFORE_THE_END)))
                .sum();
    }

    private static long early(List<RefreshCall> own, Duration due) {
        long early = 0;
        for (int i = 1; i < own.size(); i++) {
            boolean isAgain = own.get(i).refreshToken().equals(own.get(i - 1).refreshToken());
            Instant first = own.get(i - 1).at().plus(due).minus(SLACK);
            if (!isAgain && own.get(i).at().isBefore(first)) {
                early++;
            }
        }
        return early;
    }

    /** Why the tokens got lost that this one had brought. */
    private enum Loss {
        NODE_WAS_KILLED,
        STORE_WENT_DOWN,
        UNKNOWN
    }

    /**
     * What came between the first use of a refresh token and the saving of what it brought: a node waits for the provider for
     * ten seconds at most.
     */
    private static Loss loss(RefreshCall firstUse, Trouble node, Trouble store) {
        if (isWithin(firstUse.at(), store.from().minus(SLACK), store.to())) {
            return Loss.STORE_WENT_DOWN;
        }
        if (isWithin(firstUse.at(), node.from().minus(TOKEN_TIMEOUT), node.to())) {
            return Loss.NODE_WAS_KILLED;
        }
        return isWithin(firstUse.at(), store.from().minus(TOKEN_TIMEOUT), store.to())
                ? Loss.STORE_WENT_DOWN
                : Loss.UNKNOWN;
    }

    private static boolean isWithin(Instant time, Instant from, Instant to) {
        return !time.isBefore(from) && !time.isAfter(to);
    }
}
