package dev.latchkey.store;

import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Small values that all nodes see, each until its time. What nodes agree on besides sessions is kept here: who refreshes a
 * token now, which logins and logout tokens were used, what was registered at providers. Implementations are thread-safe;
 * what one node was told holds on every node before the method returns; a method that cannot do that throws.
 *
 * <p>Names are at most 200 characters of ASCII; what comes before the first colon says what for. Values that are secret
 * arrive sealed.
 */
public interface SharedValues {
    /** The value under this name; null if there is none, or its time is over. */
    byte @Nullable [] value(String name);

    /**
     * Puts a value under a name that has none. Of many who do that at the same time, on whatever nodes, one gets true.
     *
     * @param until when it may be forgotten
     * @return whether the name was free
     */
    boolean putIfAbsent(String name, byte[] value, Instant until);

    /**
     * Removes a value, if it is still this one.
     *
     * @return whether it was there
     */
    boolean remove(String name, byte[] value);

    /** In this process's memory: of each kind at most a hundred thousand, beyond that the oldest are dropped. */
    static SharedValues inMemory(InstantSource clock) {
        return new InMemoryValues(clock);
    }
}
