package dev.latchkey.redis;

import dev.latchkey.store.SessionGroup;
import io.lettuce.core.ScoredValue;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which sessions a group has: a sorted set of their keys, by the time when they began. It outlives each of them. A session
 * that ends by itself leaves its entry; such entries are swept, but none that is younger than five minutes, since a login
 * may write its entry before its session. Thread-safe.
 */
final class GroupIndex {
    /** How many entries, or keys, one command or one batch of commands concerns. */
    static final int AT_ONCE = 500;

    /** A set of so few is left alone. */
    static final int SMALL = 16;

    private static final int SAMPLE = 64;
    private static final Duration YOUNG = Duration.ofMinutes(5);
    private static final Logger LOG = LoggerFactory.getLogger("dev.latchkey");

    private final Link link;
    private final Keys keys;
    private final InstantSource clock;

    /** A session's key, and when it began, in milliseconds since 1970. */
    record Entry(String key, double began) {}

    GroupIndex(Link link, Keys keys, InstantSource clock) {
        this.link = link;
        this.keys = keys;
        this.clock = clock;
    }

    /** Adds a session to its groups, and answers how many entries each has now. */
    CompletionStage<List<Long>> add(
            RedisClusterAsyncCommands<byte[], byte[]> commands, List<SessionGroup> groups, String key, Instant endsAt) {
        Instant now = clock.instant();
        byte[] began = Keys.bytes(Long.toString(Times.millis(now)));
        // Nodes' clocks may differ a little; the entry must not be gone before the session.
        byte[] life = Keys.bytes(Long.toString(Times.life(endsAt, now) + YOUNG.toMillis()));
        return Replies.all(groups.stream()
                .map(group -> Script.ADD_TO_INDEX.run(commands, keys.index(group), began, Keys.bytes(key), life))
                .toList());
    }

    CompletionStage<List<Long>> remove(
            RedisClusterAsyncCommands<byte[], byte[]> commands, List<SessionGroup> groups, String key) {
        return Replies.all(groups.stream()
                .map(group -> commands.zrem(keys.index(group), Keys.bytes(key)))
                .toList());
    }

    /** All entries, those of ended sessions included. */
    List<Entry> entries(SessionGroup group) {
        List<ScoredValue<byte[]>> found = link.read(commands -> commands.zrangeWithScores(keys.index(group), 0, -1)
                .exceptionallyCompose(failure -> Replies.isWrongType(failure)
                        ? CompletableFuture.completedFuture(List.of())
                        : Replies.failed(failure)));
        return found.stream().map(GroupIndex::entry).toList();
    }

    private static Entry entry(ScoredValue<byte[]> found) {
        return new Entry(Keys.text(found.getValue()), found.getScore());
    }

    static List<List<Entry>> chunks(List<Entry> entries) {
        List<List<Entry>> chunks = new ArrayList<>();
        for (int from = 0; from < entries.size(); from += AT_ONCE) {
            chunks.add(entries.subList(from, Math.min(entries.size(), from + AT_ONCE)));
        }
        return chunks;
    }

    /** Forgets entries of sessions that were ended now, and old ones of sessions that were gone already. */
    void forgetEnded(SessionGroup group, List<Entry> entries, List<Boolean> ended) {
        forget(group, entries, i -> ended.get(i) || isOld(entries.get(i)));
    }

    /** Forgets old entries of sessions that are gone. */
    void forgetGone(SessionGroup group, List<Entry> entries, List<Boolean> gone) {
        forget(group, entries, i -> gone.get(i) && isOld(entries.get(i)));
    }

    private boolean isOld(Entry entry) {
        return entry.began() < Times.millis(clock.instant().minus(YOUNG));
    }

    private void forget(SessionGroup group, List<Entry> entries, IntPredicate which) {
        byte[][] members = IntStream.range(0, entries.size())
                .filter(which)
                .mapToObj(i -> Keys.bytes(entries.get(i).key()))
                .toArray(byte[][]::new);
        if (members.length > 0) {
            link.write(commands -> commands.zrem(keys.index(group), members));
        }
    }

    /**
     * Looks at some entries of a set that has grown, and forgets the old ones whose sessions are gone. Every new entry looks at
     * more than one, so the set cannot grow without end. A failure fails nothing: the next login sweeps again.
     */
    void sweep(SessionGroup group, long size) {
        if (size <= SMALL) {
            return;
        }
        try {
            List<Entry> old = link.read(commands -> commands.zrandmemberWithScores(keys.index(group), SAMPLE)).stream()
                    .map(GroupIndex::entry)
                    .filter(this::isOld)
                    .toList();
            List<Long> there = link.read(commands -> Replies.all(old.stream()
                    .map(entry -> commands.exists(keys.session(entry.key())))
                    .toList()));
            forgetGone(group, old, there.stream().map(count -> count == 0).toList());
        } catch (RedisFailure e) {
            LOG.debug("An index was not swept.", e);
        }
    }
}
