package dev.latchkey.provider;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Where registrations are kept, so that a client registers once. Thread-safe. */
public interface Registrations {
    /** The provider's answer that is kept under this key, if there is one. */
    @Nullable
    Map<String, Object> find(String key);

    /** Keeps an answer. */
    void keep(String key, Map<String, Object> answer);

    /** Drops an answer that has become useless. */
    void drop(String key);

    /** In memory: gone when the application stops. */
    static Registrations inMemory() {
        Map<String, Map<String, Object>> kept = new ConcurrentHashMap<>();
        return new Registrations() {
            @Override
            public @Nullable Map<String, Object> find(String key) {
                return kept.get(key);
            }

            @Override
            public void keep(String key, Map<String, Object> answer) {
                kept.put(key, answer);
            }

            @Override
            public void drop(String key) {
                kept.remove(key);
            }
        };
    }
}
