package dev.latchkey.benchmarks.curves;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An axis from zero, with steps of a round number.
 *
 * @param step from one mark to the next
 * @param steps how many there are
 */
record Axis(double step, int steps) {
    private static final double[] ROUND = {1, 2, 2.5, 5, 10};
    private static final int MOST_STEPS = 5;

    /** The finest axis that reaches so high. */
    static Axis upTo(double highest) {
        double power = Math.pow(10, Math.floor(Math.log10(highest / MOST_STEPS)));
        for (double round : ROUND) {
            int steps = (int) Math.ceil(highest / (round * power));
            if (steps <= MOST_STEPS) {
                return new Axis(round * power, steps);
            }
        }
        throw new IllegalArgumentException("no axis up to " + highest);
    }

    double end() {
        return step * steps;
    }

    List<Double> marks() {
        List<Double> marks = new ArrayList<>();
        for (int i = 0; i <= steps; i++) {
            marks.add(i * step);
        }
        return marks;
    }

    String label(double mark) {
        return step == Math.rint(step)
                ? String.format(Locale.ROOT, "%,.0f", mark)
                : String.format(Locale.ROOT, "%.1f", mark);
    }
}
