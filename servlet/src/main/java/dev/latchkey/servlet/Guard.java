package dev.latchkey.servlet;

import dev.latchkey.app.Decision.Proceed;
import org.jspecify.annotations.Nullable;

/** What {@link GuardedRequest} and {@link GuardedResponse} go by: how a request was let in, once that is decided. */
final class Guard {
    private volatile @Nullable Proceed proceed;

    Guard(@Nullable Proceed proceed) {
        this.proceed = proceed;
    }

    void admit(Proceed admitted) {
        proceed = admitted;
    }

    /** Null: nothing is decided yet. */
    @Nullable
    Proceed proceed() {
        return proceed;
    }
}
