package dev.latchkey.provider;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where registrations are kept, so that a client registers once. Thread-safe. */
public interface Registrations {
    /** The provider's answer that is kept under this key, if there is one. */
    @Nullable
    Map<String, Object> find(String key);

    /** Keeps an answer, unless another node was faster: theirs stays then, and {@link #find} has it. */
    void keep(String key, Map<String, Object> answer);

    /** Drops the answer that was last found, since it has become useless; one that came meanwhile stays. */
    void drop(String key);
}
