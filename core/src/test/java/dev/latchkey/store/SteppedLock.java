package dev.latchkey.store;

import dev.latchkey.interleaving.Step;
import dev.latchkey.interleaving.Turns;
import java.util.concurrent.locks.ReentrantLock;

/** A lock that is waited for by taking no turn; to take it is a step. */
final class SteppedLock extends ReentrantLock {
    private static final long serialVersionUID = 1L;

    private final transient Turns turns;

    SteppedLock(Turns turns) {
        this.turns = turns;
    }

    @Override
    public void lock() {
        if (!isHeldByCurrentThread()) {
            turns.step("locks", Step.EVERYTHING, true, () -> !isLocked());
        }
        super.lock();
    }

    @Override
    public void unlock() {
        if (getHoldCount() == 1) {
            turns.step("unlocks", Step.EVERYTHING, true);
        }
        super.unlock();
    }
}
