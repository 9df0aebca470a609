package dev.latchkey.redis;

import dev.latchkey.store.NewSession;
import dev.latchkey.store.RevocableSessionStore;
import dev.latchkey.store.SessionGroup;
import dev.latchkey.store.StoredSession;
import dev.latchkey.store.Tombstone;
import io.lettuce.core.SetArgs;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sessions in Redis 6.2 or newer, or in Valkey: one server, servers behind Sentinel, or a cluster. It holds sealed bytes,
 * and hashes in place of names; each key lives as long as what it holds. Thread-safe; one connection serves all threads.
 *
 * <p>Nothing is connected before the first use, and what breaks later is connected again by the next use. While Redis cannot
 * be reached, every method throws at once, or after the timeouts at the latest. No command is sent twice, unless it only
 * reads. What a method did is unknown if the answer to it was lost.
 *
 * <p>Every command concerns one key, since a cluster does nothing atomically with two. Login and logout still meet:
 *
 * <ol>
 *   <li>A login writes index and session, waits for both, and then reads the tombstone.
 *   <li>A logout writes the tombstone, waits for it, and then reads the index and deletes what it names.
 *   <li>If the login reads after the tombstone was written, it sees it, and deletes its own session.
 *   <li>Else the index was written before the tombstone, so the logout sees it, and deletes the session.
 * </ol>
 */
public final class RedisSessionStore implements RevocableSessionStore, AutoCloseable {
    private final Link link;
    private final InstantSource clock;
    private final Keys keys;
    private final Sessions sessions;
    private final GroupIndex index;
    private final Tombstones tombstones;

    RedisSessionStore(Link link, String keyPrefix, InstantSource clock) {
        this.link = link;
        this.clock = clock;
        this.keys = new Keys(keyPrefix);
        this.sessions = new Sessions(link, keys, clock);
        this.index = new GroupIndex(link, keys, clock);
        this.tombstones = new Tombstones(link, keys, clock);
    }

    /**
     * One server.
     *
     * @param uri {@code redis://host:6379}, or {@code rediss://host:6379} for TLS; with {@code user:password@} before the
     *     host, and {@code /1} behind the port for another database than 0
     */
    public static RedisSessionStoreBuilder builder(String uri) {
        return new RedisSessionStoreBuilder(Topology.SINGLE, null, List.of(Objects.requireNonNull(uri, "uri")));
    }

    /**
     * The master that Sentinels watch; after a failover the new one.
     *
     * @param masterName what the Sentinels call it
     * @param uris the Sentinels, such as {@code redis://host:26379}; {@code rediss} stands for TLS to the master too. A user
     *     and password in them are those of the Sentinel; those of the master are {@linkplain
     *     RedisSessionStoreBuilder#credentials set apart}
     */
    public static RedisSessionStoreBuilder sentinel(String masterName, String... uris) {
        return new RedisSessionStoreBuilder(
                Topology.SENTINEL, Objects.requireNonNull(masterName, "masterName"), List.of(uris));
    }

    /**
     * A cluster.
     *
     * @param uris some of its nodes, the others are found; all have the same user and password
     */
    public static RedisSessionStoreBuilder cluster(String... uris) {
        return new RedisSessionStoreBuilder(Topology.CLUSTER, null, List.of(uris));
    }

    @Override
    public @Nullable StoredSession find(String key) {
        return sessions.find(key);
    }

    @Override
    public boolean create(NewSession created) {
        StoredSession session = created.session();
        List<SessionGroup> groups = created.groups();
        List<Long> sizes = link.write(commands -> Replies.both(
                index.add(commands, groups, session.key(), created.endsAt()), sessions.add(commands, session, groups)));
        if (tombstones.stop(created)) {
            link.write(commands -> Replies.both(
                    index.remove(commands, groups, session.key()), sessions.remove(commands, session.key())));
            return false;
        }
        for (int i = 0; i < groups.size(); i++) {
            index.sweep(groups.get(i), sizes.get(i));
        }
        return true;
    }

    @Override
    public boolean replaceIfVersion(StoredSession session, long version) {
        return sessions.replace(session, version);
    }

    @Override
    public void end(String key) {
        List<SessionGroup> groups = sessions.take(key);
        link.write(commands -> index.remove(commands, groups, key));
    }

    @Override
    public void tombstone(SessionGroup group, Tombstone tombstone, Instant until) {
        tombstones.put(group, tombstone, until);
    }

    @Override
    public int endAll(SessionGroup group) {
        int ended = 0;
        for (List<GroupIndex.Entry> some : GroupIndex.chunks(index.entries(group))) {
            List<Boolean> existed = link.write(commands -> Replies.all(some.stream()
                    .map(entry -> sessions.remove(commands, entry.key()))
                    .toList()));
            ended += (int) existed.stream().filter(there -> there).count();
            index.forgetEnded(group, some, existed);
        }
        return ended;
    }

    @Override
    public List<StoredSession> findAll(SessionGroup group) {
        List<StoredSession> all = new ArrayList<>();
        for (List<GroupIndex.Entry> some : GroupIndex.chunks(index.entries(group))) {
            List<String> names = some.stream().map(GroupIndex.Entry::key).toList();
            List<byte @Nullable []> values = sessions.values(names);
            for (int i = 0; i < names.size(); i++) {
                StoredSession session = sessions.read(names.get(i), values.get(i));
                if (session != null) {
                    all.add(session);
                }
            }
            index.forgetGone(group, some, values.stream().map(Objects::isNull).toList());
        }
        return all;
    }

    /**
     * {@inheritDoc} This one walks through all keys of the database, a thousand at a time, and answers about how many there
     * are: what the server names twice, as SCAN may, is counted twice.
     */
    @Override
    public long count() {
        return sessions.count();
    }

    @Override
    public byte @Nullable [] value(String name) {
        return link.read(commands -> commands.get(keys.value(name)));
    }

    @Override
    public boolean putIfAbsent(String name, byte[] value, Instant until) {
        long life = Times.life(until, clock.instant());
        return Replies.isOk(link.write(commands ->
                commands.set(keys.value(name), value, SetArgs.Builder.nx().px(life))));
    }

    @Override
    public boolean remove(String name, byte[] value) {
        return link.write(commands -> Script.REMOVE_VALUE.run(commands, keys.value(name), value)) == 1;
    }

    /** Names the servers. */
    @Override
    public String toString() {
        return "RedisSessionStore[" + link + "]";
    }

    /** Closes the connection and ends its threads; afterwards every method throws. */
    @Override
    public void close() {
        link.close();
    }
}
