package dev.latchkey.benchmarks.sidebyside;

import dev.latchkey.benchmarks.sidebyside.Running.Cost;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Loads a server until it compiles hardly anything and requests no longer become cheaper: for some time at least, and for
 * six times as long at most.
 */
final class WarmUp {
    private static final int MOST = 6;
    private static final int WINDOW = 2;
    private static final double CHEAPER = 0.95;
    private static final double COMPILING = 0.05;

    private final int fewest;
    private final int seconds;
    private final List<Cost> costs = new ArrayList<>();

    /** By loads of so many seconds, for so many seconds at least. */
    WarmUp(int atLeast, int seconds) {
        this.seconds = seconds;
        fewest = Math.max(2 * WINDOW, (atLeast + seconds - 1) / seconds);
    }

    /** Adds what a request of the last load cost. */
    void add(Cost cost) {
        costs.add(cost);
    }

    boolean isOver() {
        int loads = costs.size();
        return loads >= fewest * MOST || (loads >= fewest && !isCompiling() && !isBecomingCheaper());
    }

    private boolean isCompiling() {
        return last(0).stream().anyMatch(cost -> cost.compilation() > COMPILING * seconds * 1000);
    }

    private boolean isBecomingCheaper() {
        return least(last(0)) < CHEAPER * least(last(WINDOW));
    }

    /** The last costs but so many. */
    private List<Cost> last(int but) {
        int end = costs.size() - but;
        return costs.subList(end - WINDOW, end);
    }

    private static double least(List<Cost> costs) {
        return costs.stream().mapToDouble(Cost::micros).min().orElseThrow();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "warm after %d loads, from %.1f µs to %.1f µs",
                costs.size(),
                costs.get(0).micros(),
                costs.get(costs.size() - 1).micros());
    }
}
