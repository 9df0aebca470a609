package dev.latchkey.redis;

import dev.latchkey.store.SessionGroup;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** What is kept under which key: all begin with the application's prefix, then a letter says what it is. */
final class Keys {
    private static final Pattern GLOB = Pattern.compile("[*?\\[\\]^\\\\-]");
    private static final String ANY_SESSION = "?".repeat(SessionRecord.KEY_LENGTH);

    private final String prefix;

    Keys(String prefix) {
        this.prefix = prefix;
    }

    byte[] session(String key) {
        return bytes(prefix + "s:" + key);
    }

    byte[] index(SessionGroup group) {
        return bytes(prefix + "g:" + group.key());
    }

    byte[] tombstone(SessionGroup group) {
        return bytes(prefix + "t:" + group.key());
    }

    byte[] value(String name) {
        return bytes(prefix + "v:" + name);
    }

    /** A glob pattern that all keys of this application's sessions match, and no others. */
    byte[] allSessions() {
        return bytes(GLOB.matcher(prefix).replaceAll("\\\\$0") + "s:" + ANY_SESSION);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
