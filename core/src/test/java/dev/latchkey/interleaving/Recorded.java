package dev.latchkey.interleaving;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What callers did and saw, and whether one order of their calls explains it: each call at one moment between its begin and
 * its end (M. Herlihy and J. Wing, Linearizability, 1990). Not thread-safe: one actor runs at a time.
 *
 * @param <S> what a call is made on
 */
public final class Recorded<S> {
    private final List<Done<S>> calls = new ArrayList<>();
    private int moment;

    /**
     * A call.
     *
     * @param what in words
     * @param on makes it, and answers what the caller sees
     */
    public record Call<S>(String what, Function<S, @Nullable Object> on) {
        @Override
        public String toString() {
            return what;
        }
    }

    private record Done<S>(Call<S> call, @Nullable Object seen, int begin, int end) {}

    /** Nothing yet. */
    public Recorded() {}

    /** Makes a call, and records it. */
    public void make(Call<S> call, S on) {
        int begin = moment++;
        Object seen = call.on().apply(on);
        calls.add(new Done<>(call, seen, begin, moment++));
    }

    /** Is there an order that explains what was seen, if calls are made one after the other on one of these? */
    public boolean isExplainedBy(Supplier<S> sequential) {
        return isExplained(sequential, List.of(), calls);
    }

    private boolean isExplained(Supplier<S> sequential, List<Done<S>> before, List<Done<S>> rest) {
        if (rest.isEmpty()) {
            return true;
        }
        int firstEnd = rest.stream().mapToInt(Done::end).min().orElseThrow();
        for (Done<S> next : rest) {
            if (next.begin() < firstEnd) {
                List<Done<S>> longer = new ArrayList<>(before);
                longer.add(next);
                if (isSeenLast(sequential.get(), longer) && isExplained(sequential, longer, without(next, rest))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static <S> List<Done<S>> without(Done<S> one, List<Done<S>> calls) {
        return calls.stream().filter(call -> call.begin() != one.begin()).toList();
    }

    private static <S> boolean isSeenLast(S state, List<Done<S>> calls) {
        boolean isSeen = false;
        for (Done<S> done : calls) {
            isSeen = Objects.equals(done.call().on().apply(state), done.seen());
        }
        return isSeen;
    }

    @Override
    public String toString() {
        return String.join(
                "\n", calls.stream().map(c -> c.call() + " -> " + c.seen()).toList());
    }
}
