package dev.latchkey.jdbc;

import dev.latchkey.store.NewSession;
import dev.latchkey.store.SessionContent;
import dev.latchkey.store.SessionGroup;
import dev.latchkey.store.StoredSession;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Sessions of Alice. */
final class Sessions {
    static final SessionGroup ALICE = SessionGroup.ofSubject("https://idp.example.com", "alice");

    private Sessions() {}

    /** One that lasts ten minutes. */
    static NewSession begun(Instant now) {
        return begun(now, Duration.ofMinutes(10));
    }

    static NewSession begun(Instant now, Duration life) {
        Instant end = now.plus(life);
        return new NewSession(new StoredSession(newKey(), 0, end, content("first")), List.of(ALICE), now, now, end);
    }

    static SessionContent content(String text) {
        return SessionContent.ofSealed(text.getBytes(StandardCharsets.UTF_8));
    }

    static String newKey() {
        return (UUID.randomUUID().toString() + UUID.randomUUID())
                .replace("-", "")
                .substring(0, 43);
    }
}
