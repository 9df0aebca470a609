package dev.latchkey.redis;

import dev.latchkey.failure.Misconfigured;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** The settings of a {@link RedisSessionStore}. Not thread-safe. */
public final class RedisSessionStoreBuilder {
    private static final Pattern PREFIX = Pattern.compile("[!-~]{1,64}");
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Topology topology;
    private final @Nullable String masterName;
    private final List<String> uris;
    private @Nullable Credentials credentials;
    private @Nullable SSLContext trust;
    private String keyPrefix = "latchkey:";
    private Duration connectTimeout = Duration.ofSeconds(2);
    private Duration commandTimeout = Duration.ofSeconds(1);
    private InstantSource clock = InstantSource.system();

    RedisSessionStoreBuilder(Topology topology, @Nullable String masterName, List<String> uris) {
        this.topology = topology;
        this.masterName = masterName;
        this.uris = uris;
    }

    /**
     * A user of the server's ACL and the password, in place of those in the URI; behind Sentinel those of the master.
     *
     * @param user empty for the default user, which is all that {@code requirepass} knows
     */
    public RedisSessionStoreBuilder credentials(String user, String password) {
        credentials =
                new Credentials(Objects.requireNonNull(user, "user"), Objects.requireNonNull(password, "password"));
        return this;
    }

    /**
     * Whom to trust with {@code rediss}, and the client certificate if the server asks for one; the JDK's certificate
     * authorities otherwise. The server's name is checked in any case.
     */
    public RedisSessionStoreBuilder trust(SSLContext context) {
        trust = Objects.requireNonNull(context, "context");
        return this;
    }

    /**
     * What all keys begin with, {@code latchkey:} unless set: 1 to 64 printable characters of ASCII. Applications that share
     * a server have different ones.
     */
    public RedisSessionStoreBuilder keyPrefix(String prefix) {
        keyPrefix = Objects.requireNonNull(prefix, "prefix");
        return this;
    }

    /** Limit for a connection to one server, TLS and authentication apart: 1 ms to a minute, 2 s unless set. */
    public RedisSessionStoreBuilder connectTimeout(Duration limit) {
        connectTimeout = Objects.requireNonNull(limit, "limit");
        return this;
    }

    /** Limit for the answer to a command: 1 ms to a minute, 1 s unless set. */
    public RedisSessionStoreBuilder commandTimeout(Duration limit) {
        commandTimeout = Objects.requireNonNull(limit, "limit");
        return this;
    }

    /** The clock that says which sessions are over; the system's unless set. */
    public RedisSessionStoreBuilder clock(InstantSource source) {
        clock = Objects.requireNonNull(source, "source");
        return this;
    }

    /**
     * The store. Nothing is connected before its first use: an application starts while Redis is down.
     *
     * @throws Misconfigured if a setting cannot work
     */
    public RedisSessionStore build() {
        RedisSettings settings = new RedisSettings(
                topology, checkedMaster(), addresses(), credentials, trust, connectTimeout, commandTimeout);
        requireLimit("connectTimeout", connectTimeout);
        requireLimit("commandTimeout", commandTimeout);
        if (!PREFIX.matcher(keyPrefix).matches()) {
            throw Misconfigured.setting(
                    "keyPrefix", "is '" + keyPrefix + "'", "1 to 64 printable characters of ASCII, such as 'shop:'");
        }
        Servers servers = topology == Topology.CLUSTER ? new ClusterServers(settings) : new MasterServer(settings);
        return new RedisSessionStore(new Link(servers, settings), keyPrefix, clock);
    }

    private List<RedisAddress> addresses() {
        List<RedisAddress> addresses =
                uris.stream().map(uri -> RedisAddress.parse(uri, topology)).toList();
        if (addresses.isEmpty()) {
            throw Misconfigured.setting("redis uri", "is missing", "at least one URI such as 'redis://host:6379'");
        }
        if (addresses.stream().map(RedisAddress::tls).distinct().count() > 1) {
            throw Misconfigured.setting("redis uri", "is sometimes 'redis', sometimes 'rediss'", "one scheme for all");
        }
        if (topology == Topology.CLUSTER && credentials == null) {
            long different = addresses.stream()
                    .map(address -> Optional.ofNullable(address.credentials()))
                    .distinct()
                    .count();
            if (different > 1) {
                throw Misconfigured.setting(
                        "redis uri", "has different users or passwords", "the same ones for all nodes of a cluster");
            }
        }
        return addresses;
    }

    private @Nullable String checkedMaster() {
        if (masterName != null && masterName.isBlank()) {
            throw Misconfigured.setting(
                    "masterName", "is empty", "what the Sentinels call the master, such as 'mymaster'");
        }
        return masterName;
    }

    private static void requireLimit(String setting, Duration limit) {
        if (limit.compareTo(Duration.ofMillis(1)) < 0 || limit.compareTo(LONGEST) > 0) {
            throw Misconfigured.setting(setting, "is " + limit, "between a millisecond and a minute");
        }
    }
}
