package dev.latchkey.performance;

import com.sun.management.ThreadMXBean;
import dev.latchkey.http.HttpTransport;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

/** Measures what an operation allocates on this thread, in bytes. Not thread-safe. */
final class AllocatedBytes {
    private static final int WARM_UP = 30;
    private static final int BATCHES = 3;
    private static final int BATCH = 20;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private long uncounted;

    /** A transport whose allocations do not count. */
    HttpTransport uncounted(HttpTransport transport) {
        return call -> {
            long before = threads.getCurrentThreadAllocatedBytes();
            try {
                return transport.send(call);
            } finally {
                uncounted += threads.getCurrentThreadAllocatedBytes() - before;
            }
        };
    }

    /** The mean of the batch with the least. */
    long of(Supplier<Runnable> operations) {
        total(operations, WARM_UP);
        long least = Long.MAX_VALUE;
        for (int batch = 0; batch < BATCHES; batch++) {
            least = Math.min(least, total(operations, BATCH) / BATCH);
        }
        return least;
    }

    private long total(Supplier<Runnable> operations, int times) {
        long total = 0;
        for (int i = 0; i < times; i++) {
            Runnable operation = operations.get();
            long uncountedBefore = uncounted;
            long before = threads.getCurrentThreadAllocatedBytes();
            operation.run();
            total += threads.getCurrentThreadAllocatedBytes() - before - (uncounted - uncountedBefore);
        }
        return total;
    }
}
