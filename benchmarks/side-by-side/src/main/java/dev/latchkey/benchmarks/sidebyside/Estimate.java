package dev.latchkey.benchmarks.sidebyside;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * The median of some measurements, and an interval for it from their order, as in the sign test: it assumes nothing of their
 * distribution.
 *
 * @param median the median
 * @param low the interval's lower end
 * @param high its upper end
 */
record Estimate(double median, double low, double high) {
    private static final double LEVEL = 0.95;

    static Estimate of(double... measured) {
        double[] sorted = Arrays.stream(measured).sorted().toArray();
        int out = leftOut(sorted.length);
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Estimate(median, sorted[out], sorted[sorted.length - 1 - out]);
    }

    static Estimate of(DoubleStream measured) {
        return of(measured.toArray());
    }

    /** How many of the measurements are below the interval, and above. */
    private static int leftOut(int count) {
        int out = 0;
        while (out + 1 <= (count - 1) / 2 && coverage(count, out + 1) >= LEVEL) {
            out++;
        }
        return out;
    }

    /** How probable it is that the median is within the interval of that many measurements. */
    static double coverage(int count) {
        return coverage(count, leftOut(count));
    }

    private static double coverage(int count, int out) {
        double binomial = 1;
        double tail = 0;
        for (int i = 0; i <= out; i++) {
            tail += binomial;
            binomial = binomial * (count - i) / (i + 1);
        }
        return 1 - 2 * tail / Math.pow(2, count);
    }
}
