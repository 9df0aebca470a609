package dev.latchkey.redis;

import java.time.Duration;

/** Limits for tests in which nothing is late by intent: a machine that is busy fails none of them. */
final class Patient {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private Patient() {}

    static RedisSessionStoreBuilder with(RedisSessionStoreBuilder builder) {
        return builder.connectTimeout(LIMIT).commandTimeout(LIMIT);
    }
}
