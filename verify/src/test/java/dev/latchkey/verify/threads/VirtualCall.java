package dev.latchkey.verify.threads;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A call on a virtual thread of its own. */
final class VirtualCall<T> {
    private final FutureTask<T> task;
    private final Thread thread;

    private VirtualCall(FutureTask<T> task) {
        this.task = task;
        this.thread = VirtualThreads.start(task);
    }

    static <T> VirtualCall<T> start(Callable<T> call) {
        return new VirtualCall<>(new FutureTask<>(call));
    }

    /** Returns when the call waits for what another one is doing. */
    void awaitWaiting() {
        VirtualThreads.awaitWaiting(thread);
    }

    /** Ends one wait. What {@link java.util.concurrent.CompletableFuture#join} waits for, it goes on to wait for. */
    void interrupt() {
        thread.interrupt();
    }

    /** What came of it, when it has. */
    T outcome() {
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    static <T> List<T> outcomes(Collection<VirtualCall<T>> calls) {
        return calls.stream().map(VirtualCall::outcome).toList();
    }
}
