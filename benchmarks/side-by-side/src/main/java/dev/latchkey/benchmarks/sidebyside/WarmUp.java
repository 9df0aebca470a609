package dev.latchkey.benchmarks.sidebyside;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Loads a server until requests no longer become cheaper: for some time at least, and for six times as long at most. */
final class WarmUp {
    private static final int MOST = 6;
    private static final double CHEAPER = 0.95;

    private final int fewest;
    private final List<Double> micros = new ArrayList<>();

    /** By loads of so many seconds, for so many seconds at least. */
    WarmUp(int atLeast, int seconds) {
        fewest = Math.max(2, (atLeast + seconds - 1) / seconds);
    }

    /** Adds what a request of the last load cost, in microseconds. */
    void add(double cost) {
        micros.add(cost);
    }

    boolean isOver() {
        int loads = micros.size();
        return loads >= fewest * MOST || (loads >= Math.max(4, fewest) && !isBecomingCheaper(loads));
    }

    private boolean isBecomingCheaper(int loads) {
        double last = Math.min(micros.get(loads - 1), micros.get(loads - 2));
        return last < CHEAPER * Math.min(micros.get(loads - 3), micros.get(loads - 4));
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "warm after %d loads, from %.1f µs to %.1f µs",
                micros.size(),
                micros.get(0),
                micros.get(micros.size() - 1));
    }
}
