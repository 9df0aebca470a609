package dev.latchkey.verify.threads;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/** The virtual threads of JDK 21 and newer; code for Java 17 cannot name them. */
final class VirtualThreads {
    private VirtualThreads() {}

    /** A virtual thread that runs this. */
    static Thread start(Runnable task) {
        try {
            return (Thread)
                    Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }

    static boolean isVirtual(Thread thread) {
        try {
            return (boolean) Thread.class.getMethod("isVirtual").invoke(thread);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Returns when the thread waits for what another one is doing.
     *
     * @throws AssertionError if it ends instead, or does not come to that before this thread is interrupted
     */
    static void awaitWaiting(Thread thread) {
        while (!isWaiting(thread)) {
            if (!thread.isAlive()) {
                throw new AssertionError(thread + " did not wait for another");
            }
            if (Thread.interrupted()) {
                throw new AssertionError(thread + " did not come to wait for another; has it got a carrier?");
            }
            Thread.onSpinWait();
        }
    }

    private static boolean isWaiting(Thread thread) {
        return thread.getState() == Thread.State.WAITING
                && Arrays.stream(thread.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().equals(CompletableFuture.class.getName())
                                && frame.getMethodName().equals("waitingGet"));
    }
}
