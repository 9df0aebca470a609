package dev.latchkey.redis;

import dev.latchkey.store.SessionGroup;
import dev.latchkey.store.StoredSession;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.SetArgs;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The sessions themselves, each a string under its key. Whatever cannot be read counts as absent. Thread-safe. */
final class Sessions {
    private static final int SCANNED_AT_ONCE = 1_000;

    private final Link link;
    private final Keys keys;
    private final InstantSource clock;
    private final UnreadableSessions unreadable = new UnreadableSessions();

    Sessions(Link link, Keys keys, InstantSource clock) {
        this.link = link;
        this.keys = keys;
        this.clock = clock;
    }

    @Nullable
    StoredSession find(String key) {
        return read(key, link.read(commands -> Replies.string(commands, keys.session(key))));
    }

    /** What is under these keys, null where nothing is. */
    List<byte @Nullable []> values(List<String> names) {
        return link.<List<byte @Nullable []>>read(commands -> Replies.<byte @Nullable []>all(names.stream()
                .map(key -> Replies.string(commands, keys.session(key)))
                .toList()));
    }

    /** The session that this value is, if it is not over. */
    @Nullable
    StoredSession read(String key, byte @Nullable [] value) {
        SessionRecord found = record(key, value);
        return found != null && clock.instant().isBefore(found.session().expiresAt()) ? found.session() : null;
    }

    private @Nullable SessionRecord record(String key, byte @Nullable [] value) {
        if (value == null) {
            return null;
        }
        SessionRecord found = SessionRecord.of(key, value);
        if (found == null) {
            unreadable.warn(key);
        }
        return found;
    }

    CompletionStage<Boolean> add(
            RedisClusterAsyncCommands<byte[], byte[]> commands, StoredSession session, List<SessionGroup> groups) {
        byte[] value = new SessionRecord(session, groups).bytes();
        return commands.set(
                        keys.session(session.key()), value, SetArgs.Builder.nx().px(life(session)))
                .thenApply(reply -> {
                    if (!Replies.isOk(reply)) {
                        throw new IllegalStateException("There is a session under this key already.");
                    }
                    return true;
                });
    }

    boolean replace(StoredSession session, long version) {
        byte[] content = session.content().sealed();
        return link.write(commands -> Script.REPLACE_SESSION.run(
                        commands,
                        keys.session(session.key()),
                        SessionRecord.beginning(version),
                        SessionRecord.beginning(session),
                        content,
                        Keys.bytes(Long.toString(life(session)))))
                == 1;
    }

    private long life(StoredSession session) {
        return Times.life(session.expiresAt(), clock.instant());
    }

    /** Removes it, and answers whether it was there. */
    CompletionStage<Boolean> remove(RedisClusterAsyncCommands<byte[], byte[]> commands, String key) {
        return commands.unlink(keys.session(key)).thenApply(removed -> removed > 0);
    }

    /** Removes it, and answers its groups. */
    List<SessionGroup> take(String key) {
        SessionRecord taken = record(
                key,
                link.write(commands -> commands.getdel(keys.session(key))
                        .exceptionallyCompose(failure -> Replies.isWrongType(failure)
                                ? remove(commands, key).thenApply(removed -> Replies.NO_STRING)
                                : Replies.failed(failure))));
        return taken == null ? List.of() : taken.groups();
    }

    long count() {
        ScanArgs ours = ScanArgs.Builder.matches(keys.allSessions()).limit(SCANNED_AT_ONCE);
        KeyScanCursor<byte[]> cursor = link.read(commands -> commands.scan(ours));
        long count = cursor.getKeys().size();
        while (!cursor.isFinished()) {
            ScanCursor reached = cursor;
            cursor = link.read(commands -> commands.scan(reached, ours));
            count += cursor.getKeys().size();
        }
        return count;
    }
}
