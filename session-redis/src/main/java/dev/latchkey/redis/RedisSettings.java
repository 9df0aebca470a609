package dev.latchkey.redis;

import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** What a connection needs to know; checked by the builder. */
record RedisSettings(
        Topology topology,
        @Nullable String masterName,
        List<RedisAddress> addresses,
        @Nullable Credentials credentials,
        @Nullable SSLContext trust,
        Duration connectTimeout,
        Duration commandTimeout) {

    /** How long all of a connection may take: each address may have to be tried, and then the master itself. */
    Duration wholeConnectTimeout() {
        return connectTimeout.multipliedBy(addresses.size() + 1L);
    }

    /** The user and password for this server: those that were set, or those of its address. */
    @Nullable
    Credentials credentialsAt(RedisAddress address) {
        return credentials != null ? credentials : address.credentials();
    }

    /** The servers, for messages. */
    String servers() {
        String named = masterName == null ? "" : masterName + " at ";
        return named
                + String.join(
                        ", ", addresses.stream().map(RedisAddress::toString).toList());
    }
}
