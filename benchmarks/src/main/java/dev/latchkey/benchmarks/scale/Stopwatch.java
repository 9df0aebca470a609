package dev.latchkey.benchmarks.scale;

import java.util.Arrays;
import java.util.function.IntConsumer;

/** How long an operation takes: the median of the means of twenty parts of equal size. */
final class Stopwatch {
    private static final int PARTS = 20;

    private Stopwatch() {}

    /** Nanoseconds for one of so many operations, after as many to warm up. */
    static double afterWarmUp(int operations, IntConsumer operation) {
        nanos(operations, operation);
        return nanos(operations, operation);
    }

    /** Nanoseconds for one of so many operations. */
    static double nanos(int operations, IntConsumer operation) {
        int perPart = Math.max(1, operations / PARTS);
        int parts = Math.min(PARTS, operations);
        double[] means = new double[parts];
        for (int part = 0; part < parts; part++) {
            long start = System.nanoTime();
            for (int i = 0; i < perPart; i++) {
                operation.accept(part * perPart + i);
            }
            means[part] = (double) (System.nanoTime() - start) / perPart;
        }
        Arrays.sort(means);
        return means[parts / 2];
    }

    /** The longest of so many operations, in nanoseconds. */
    static double longest(int operations, IntConsumer operation) {
        long longest = 0;
        for (int i = 0; i < operations; i++) {
            long start = System.nanoTime();
            operation.accept(i);
            longest = Math.max(longest, System.nanoTime() - start);
        }
        return longest;
    }
}
