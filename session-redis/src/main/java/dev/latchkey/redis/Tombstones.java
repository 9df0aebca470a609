package dev.latchkey.redis;

import dev.latchkey.store.NewSession;
import dev.latchkey.store.SessionGroup;
import dev.latchkey.store.Tombstone;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tombstones, each the string {@code 1:<issued>:<received>}, in milliseconds since 1970; what is finer is rounded up, so that
 * no login slips through between. One that cannot be read stops every login of its group. Thread-safe.
 */
final class Tombstones {
    private static final Pattern FORMAT = Pattern.compile("1:(-?\\d{1,18}):(-?\\d{1,18})");
    private static final Tombstone OF_ALL = new Tombstone(Instant.MAX, Instant.MAX);
    private static final Logger LOG = LoggerFactory.getLogger("dev.latchkey");

    /** A script computes with doubles; beyond this they skip numbers. It is the year 287396. */
    private static final long LARGEST = 1L << 53;

    private final Link link;
    private final Keys keys;
    private final InstantSource clock;

    Tombstones(Link link, Keys keys, InstantSource clock) {
        this.link = link;
        this.keys = keys;
        this.clock = clock;
    }

    void put(SessionGroup group, Tombstone tombstone, Instant until) {
        long life = Times.life(until, clock.instant());
        link.write(commands -> Script.PUT_TOMBSTONE.run(
                commands,
                keys.tombstone(group),
                time(tombstone.issuedAt()),
                time(tombstone.receivedAt()),
                Keys.bytes(Long.toString(life))));
    }

    private static byte[] time(Instant time) {
        return Keys.bytes(Long.toString(Math.max(-LARGEST, Math.min(LARGEST, Times.millisOrLater(time)))));
    }

    /** Does one of its groups have a tombstone that stops this session? */
    boolean stop(NewSession created) {
        return link
                .read(commands -> Replies.all(created.groups().stream()
                        .map(group -> Replies.string(commands, keys.tombstone(group))
                                .thenApply(value -> tombstone(group, value)))
                        .toList()))
                .stream()
                .filter(Objects::nonNull)
                .anyMatch(tombstone -> tombstone.stops(created));
    }

    private static @Nullable Tombstone tombstone(SessionGroup group, byte @Nullable [] value) {
        if (value == null) {
            return null;
        }
        Matcher parts = FORMAT.matcher(Keys.text(value));
        if (!parts.matches()) {
            LOG.warn(
                    "The tombstone {} in Redis cannot be read; until it ends, nobody of its group signs in.",
                    group.key());
            return OF_ALL;
        }
        return new Tombstone(
                Instant.ofEpochMilli(Long.parseLong(parts.group(1))),
                Instant.ofEpochMilli(Long.parseLong(parts.group(2))));
    }
}
