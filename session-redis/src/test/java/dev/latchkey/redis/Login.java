package dev.latchkey.redis;

import dev.latchkey.store.NewSession;
import dev.latchkey.store.SessionContent;
import dev.latchkey.store.SessionGroup;
import dev.latchkey.store.StoredSession;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Sessions as logins begin them. */
final class Login {
    static final String ISSUER = "https://idp.example.com";
    static final SessionGroup ALICE = SessionGroup.ofSubject(ISSUER, "alice");

    private Login() {}

    static String newKey() {
        return (UUID.randomUUID().toString() + UUID.randomUUID())
                .replace("-", "")
                .substring(0, 43);
    }

    static NewSession ofAlice() {
        return ofAlice(Instant.now());
    }

    static NewSession ofAlice(Instant now) {
        return of(newKey(), "sealed".getBytes(java.nio.charset.StandardCharsets.US_ASCII), now, ALICE);
    }

    static NewSession of(String key, byte[] sealed, Instant now, SessionGroup... groups) {
        return new NewSession(
                new StoredSession(key, 0, now.plus(Duration.ofMinutes(30)), SessionContent.ofSealed(sealed)),
                List.of(groups),
                now,
                now,
                now.plus(Duration.ofHours(12)));
    }
}
