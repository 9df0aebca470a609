package dev.latchkey.redis;

import dev.latchkey.store.SessionContent;
import dev.latchkey.store.SessionGroup;
import dev.latchkey.store.StoredSession;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session as its key's value, format 1: the format (one byte), version (eight, big-endian), end (eight, milliseconds since
 * 1970), number of groups (one), the groups' keys (43 each), sealed content. Scripts know the first eighteen bytes too.
 */
record SessionRecord(StoredSession session, List<SessionGroup> groups) {
    /** The length of a session's or group's key. */
    static final int KEY_LENGTH = 43;

    private static final byte FORMAT = 1;
    private static final int HEAD = 18;
    private static final int MAX_GROUPS = 255;

    byte[] bytes() {
        byte[] content = session.content().sealed();
        if (groups.size() > MAX_GROUPS) {
            throw new IllegalArgumentException("A session has at most " + MAX_GROUPS + " groups.");
        }
        ByteBuffer bytes = ByteBuffer.allocate(HEAD + KEY_LENGTH * groups.size() + content.length);
        bytes.put(beginning(session)).put((byte) groups.size());
        for (SessionGroup group : groups) {
            bytes.put(ascii(group.key()));
        }
        return bytes.put(content).array();
    }

    private static byte[] ascii(String key) {
        byte[] bytes = key.getBytes(StandardCharsets.US_ASCII);
        if (bytes.length != KEY_LENGTH) {
            throw new IllegalArgumentException("A group's key has " + KEY_LENGTH + " characters.");
        }
        return bytes;
    }

    /** Format and version: what a value begins with that has this version. */
    static byte[] beginning(long version) {
        return ByteBuffer.allocate(9).put(FORMAT).putLong(version).array();
    }

    /** What comes before the groups, which a change does not touch. */
    static byte[] beginning(StoredSession session) {
        return ByteBuffer.allocate(HEAD - 1)
                .put(beginning(session.version()))
                .putLong(Times.millis(session.expiresAt()))
                .array();
    }

    /** The session under this key; null if its value has another format, or is damaged as far as can be seen here. */
    static @Nullable SessionRecord of(String key, byte[] value) {
        if (value.length <= HEAD || value[0] != FORMAT) {
            return null;
        }
        ByteBuffer bytes = ByteBuffer.wrap(value, 1, value.length - 1);
        long version = bytes.getLong();
        Instant expiresAt = Instant.ofEpochMilli(bytes.getLong());
        int count = Byte.toUnsignedInt(bytes.get());
        if (bytes.remaining() <= KEY_LENGTH * count) {
            return null;
        }
        List<SessionGroup> groups = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            byte[] group = new byte[KEY_LENGTH];
            bytes.get(group);
            groups.add(new SessionGroup(new String(group, StandardCharsets.US_ASCII)));
        }
        byte[] content = new byte[bytes.remaining()];
        bytes.get(content);
        return new SessionRecord(
                new StoredSession(key, version, expiresAt, SessionContent.ofSealed(content)), List.copyOf(groups));
    }
}
