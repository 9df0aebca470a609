package dev.latchkey.benchmarks.sidebyside.control;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;

/**
 * The bytes that all threads have allocated so far. Of a thread that ended, what it had allocated when it was last seen.
 * Not thread-safe.
 */
final class AllocatedBytes {
    private final ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    private final Map<Long, Long> seen = new HashMap<>();

    long total() {
        long[] ids = threads.getAllThreadIds();
        long[] bytes = threads.getThreadAllocatedBytes(ids);
        for (int i = 0; i < ids.length; i++) {
            seen.merge(ids[i], bytes[i], Math::max);
        }
        return seen.values().stream().mapToLong(Long::longValue).sum();
    }
}
