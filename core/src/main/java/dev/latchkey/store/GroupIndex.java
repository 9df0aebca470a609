package dev.latchkey.store;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which sessions are in which groups. Most groups have one, and so the set of one is small. Not thread-safe. */
final class GroupIndex {
    private final Map<SessionGroup, Set<String>> keysByGroup = new HashMap<>();

    void add(String key, List<SessionGroup> groups) {
        groups.forEach(group -> keysByGroup.merge(group, Set.of(key), GroupIndex::union));
    }

    private static Set<String> union(Set<String> keys, Set<String> one) {
        Set<String> union = keys.size() == 1 ? new HashSet<>(keys) : keys;
        union.addAll(one);
        return union;
    }

    void remove(String key, List<SessionGroup> groups) {
        groups.forEach(group -> keysByGroup.computeIfPresent(group, (g, keys) -> without(key, keys)));
    }

    private static @Nullable Set<String> without(String key, Set<String> keys) {
        if (keys.size() == 1) {
            return keys.contains(key) ? null : keys;
        }
        keys.remove(key);
        return keys.size() == 1 ? Set.copyOf(keys) : keys;
    }

    /** The keys of a group's sessions. */
    Set<String> keys(SessionGroup group) {
        return Set.copyOf(keysByGroup.getOrDefault(group, Set.of()));
    }

    /** How many groups have a session. */
    int size() {
        return keysByGroup.size();
    }
}
