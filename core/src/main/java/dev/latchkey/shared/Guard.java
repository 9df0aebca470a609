package dev.latchkey.shared;

import dev.latchkey.failure.StoreUnavailable;
import dev.latchkey.store.RevocableSessionStore;
import dev.latchkey.store.ServerSessionStore;
import dev.latchkey.store.SessionStore;
import dev.latchkey.store.SharedValues;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Stores whose every failure is a {@link StoreUnavailable}, whatever the store itself throws. */
public final class Guard {
    private Guard() {}

    /** This store, guarded; cookies cannot fail. */
    public static SessionStore sessions(SessionStore store) {
        if (store instanceof RevocableSessionStore revocable) {
            return new GuardedRevocableStore(revocable);
        }
        return store instanceof ServerSessionStore onServer ? new GuardedSessionStore(onServer) : store;
    }

    /** These values, guarded. */
    public static SharedValues values(SharedValues values) {
        return values instanceof RevocableSessionStore revocable
                ? new GuardedRevocableStore(revocable)
                : new GuardedValues(values);
    }

    static <T extends @Nullable Object> T call(String what, Supplier<T> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            throw new StoreUnavailable("The session store failed at \"" + what + "\".", e);
        }
    }
}
