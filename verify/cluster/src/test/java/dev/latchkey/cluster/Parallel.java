package dev.latchkey.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;

/** The same many times at once. */
final class Parallel {
    private Parallel() {}

    /** Runs it so often, each in a thread of its own, all starting together; the outcomes in order. */
    static <T> List<T> run(int times, IntFunction<T> task) {
        ExecutorService threads = Executors.newFixedThreadPool(times);
        CyclicBarrier start = new CyclicBarrier(times);
        try {
            List<CompletableFuture<T>> outcomes = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                int index = i;
                outcomes.add(CompletableFuture.supplyAsync(
                        () -> {
                            await(start);
                            return task.apply(index);
                        },
                        threads));
            }
            return outcomes.stream().map(CompletableFuture::join).toList();
        } finally {
            threads.shutdownNow();
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException("others did not start", e);
        }
    }
}
