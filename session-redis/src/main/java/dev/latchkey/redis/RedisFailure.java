package dev.latchkey.redis;

import org.jspecify.annotations.Nullable;

/** Redis could not be reached, did not answer in time, or refused. Messages name servers, and hold no secrets. */
final class RedisFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RedisFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    RedisFailure(String message) {
        super(message);
    }
}
