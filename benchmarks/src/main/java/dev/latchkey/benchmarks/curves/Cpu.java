package dev.latchkey.benchmarks.curves;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.function.IntConsumer;

/** The CPU time that an operation takes on this thread, in microseconds: the median of the means of batches. */
final class Cpu {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int BATCHES = 21;
    private static final int WARM_UPS = 2;

    private Cpu() {}

    /** Of one of so many operations, after twice as many to warm up. */
    static double micros(int operations, IntConsumer operation) {
        for (int warmUp = 0; warmUp < WARM_UPS; warmUp++) {
            medianNanos(operations, operation);
        }
        return medianNanos(operations, operation) / 1000;
    }

    private static double medianNanos(int operations, IntConsumer operation) {
        int batch = operations / BATCHES;
        double[] means = new double[BATCHES];
        for (int i = 0; i < BATCHES; i++) {
            long before = THREADS.getCurrentThreadCpuTime();
            for (int j = 0; j < batch; j++) {
                operation.accept(i * batch + j);
            }
            means[i] = (double) (THREADS.getCurrentThreadCpuTime() - before) / batch;
        }
        Arrays.sort(means);
        return means[BATCHES / 2];
    }
}
