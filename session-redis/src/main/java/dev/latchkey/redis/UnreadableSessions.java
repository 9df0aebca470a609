package dev.latchkey.redis;

import dev.latchkey.failure.FailureReason;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns of sessions that cannot be read, of each once, as long as a thousand others did not come in between. Thread-safe. */
final class UnreadableSessions {
    private static final Logger LOG = LoggerFactory.getLogger("dev.latchkey");
    private static final int REMEMBERED = 1_000;
    private static final int SHOWN = 8;

    private final ReentrantLock changing = new ReentrantLock();
    private final Map<String, Boolean> warned = new LinkedHashMap<>();

    void warn(String key) {
        if (isNew(key)) {
            LOG.warn(
                    "A session in Redis counts as absent: {}. The session {} has another format, maybe a newer version's,"
                            + " or is damaged. Hint: {}",
                    FailureReason.SESSION_UNREADABLE.code(),
                    key.substring(0, Math.min(SHOWN, key.length())),
                    FailureReason.SESSION_UNREADABLE.hint());
        }
    }

    private boolean isNew(String key) {
        changing.lock();
        try {
            if (warned.putIfAbsent(key, true) != null) {
                return false;
            }
            if (warned.size() > REMEMBERED) {
                warned.remove(warned.keySet().iterator().next());
            }
            return true;
        } finally {
            changing.unlock();
        }
    }
}
