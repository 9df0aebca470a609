package dev.latchkey.jdbc;

import dev.latchkey.store.NewSession;
import dev.latchkey.store.SessionGroup;
import dev.latchkey.store.Tombstone;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** The groups that were ended, in a table of their own. Thread-safe. */
final class Tombstones {
    private static final String PRESENT = "SELECT group_key FROM latchkey_tombstones WHERE group_key = ?";

    private final Database database;
    private final InstantSource clock;

    Tombstones(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    void put(SessionGroup group, Tombstone tombstone, Instant until) {
        long issuedAt = roundedUp(tombstone.issuedAt());
        long receivedAt = roundedUp(tombstone.receivedAt());
        long expiresAt = until.toEpochMilli();
        String insert =
                "INSERT INTO latchkey_tombstones (group_key, issued_at, received_at, expires_at) VALUES (?, ?, ?, ?)";
        for (int attempt = 1; attempt <= Database.ATTEMPTS; attempt++) {
            if (delay(group, issuedAt, receivedAt, expiresAt)
                    || database.insert(PRESENT, insert, group.key(), issuedAt, receivedAt, expiresAt)) {
                return;
            }
            // Another node was faster, and its tombstone is there now.
        }
        throw new DatabaseFailure("a tombstone could be neither changed nor inserted");
    }

    /** Moves each time of a tombstone that is there to the later one; false if there is none. */
    private boolean delay(SessionGroup group, long issuedAt, long receivedAt, long expiresAt) {
        int changed = database.update(
                "UPDATE latchkey_tombstones SET"
                        + " issued_at = CASE WHEN issued_at < ? THEN ? ELSE issued_at END,"
                        + " received_at = CASE WHEN received_at < ? THEN ? ELSE received_at END,"
                        + " expires_at = CASE WHEN expires_at < ? THEN ? ELSE expires_at END"
                        + " WHERE group_key = ?",
                issuedAt,
                issuedAt,
                receivedAt,
                receivedAt,
                expiresAt,
                expiresAt,
                group.key());
        return changed > 0;
    }

    boolean stop(NewSession session) {
        List<String> groups = session.groups().stream().map(SessionGroup::key).toList();
        if (groups.isEmpty()) {
            return false;
        }
        List<Tombstone> tombstones = database.query(
                row -> new Tombstone(Instant.ofEpochMilli(row.getLong(1)), Instant.ofEpochMilli(row.getLong(2))),
                "SELECT issued_at, received_at FROM latchkey_tombstones WHERE expires_at > ? AND group_key IN ("
                        + String.join(", ", Collections.nCopies(groups.size(), "?")) + ")",
                Stream.concat(Stream.of(clock.millis()), groups.stream()).toArray());
        return tombstones.stream().anyMatch(tombstone -> tombstone.stops(session));
    }

    /** Cut off, a time would let through what began within the same millisecond. */
    private static long roundedUp(Instant time) {
        return time.plusNanos(999_999).toEpochMilli();
    }
}
