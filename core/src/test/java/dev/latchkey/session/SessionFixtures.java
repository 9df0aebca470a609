package dev.latchkey.session;

import dev.latchkey.config.BaseUrl;
import dev.latchkey.config.SessionFollows;
import dev.latchkey.cookie.Cookies;
import dev.latchkey.cookie.KeyRing;
import dev.latchkey.cookie.Seal;
import dev.latchkey.fixture.HandClock;
import dev.latchkey.fixture.TokenBuilder;
import dev.latchkey.session.SessionPolicy.Permanence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Sessions and what keeps them. */
final class SessionFixtures {
    static final Cookies COOKIES = new Cookies(BaseUrl.parse("https://app.example.com"));
    static final Seal SEAL = new Seal(KeyRing.of(List.of("0123456789abcdefghijklmnopqrstuvwxyz")));
    static final SessionPolicy POLICY = new SessionPolicy(
            Permanence.PERMANENT,
            Duration.ofHours(12),
            Duration.ofMinutes(30),
            SessionFollows.NONE,
            Duration.ofSeconds(60));
    static final Instant START = HandClock.START;

    private SessionFixtures() {}

    /** A session of Alice with tokens of these lengths; absent for 0. */
    static Session session(String id, int idTokenLength, int accessTokenLength) {
        return session(id, Map.of("sub", "alice", "name", "Alice"), idTokenLength, accessTokenLength);
    }

    static Session session(String id, Map<String, Object> claims, int idTokenLength, int accessTokenLength) {
        return new Session(
                id,
                new Session.Identity(
                        "default",
                        "https://idp.example.com",
                        "alice",
                        TokenBuilder.json(claims),
                        Map.of("tenant", "north")),
                new Session.Lifetime(START, START.plus(POLICY.lifetime()), START),
                new Session.TokenSet(
                        text(idTokenLength),
                        text(accessTokenLength),
                        START.plusSeconds(300),
                        "the-refresh-token",
                        "the-nonce"),
                new Session.AtProvider("the-session-state", START, START));
    }

    private static @Nullable String text(int length) {
        if (length == 0) {
            return null;
        }
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return TokenBuilder.base64Url(bytes).substring(0, length);
    }
}
