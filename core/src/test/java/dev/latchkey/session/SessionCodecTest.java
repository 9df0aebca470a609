package dev.latchkey.session;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Sessions as bytes; what one release writes the next one reads. */
class SessionCodecTest {
    private static final Session GOLDEN = golden();
    private static final Session.AtProvider NEVER_CHECKED = new Session.AtProvider(
            null, GOLDEN.lifetime().beganAt(), GOLDEN.lifetime().beganAt());

    /** Its ID token says {@code {"sub":"alice","name":"Alice Example","nonce":"nonce"}}. */
    private static final Session WITH_THE_CLAIMS_OF_ITS_ID_TOKEN = new Session(
            GOLDEN.id(),
            new Session.Identity("default", "https://idp.example.com", "alice", null, Map.of()),
            GOLDEN.lifetime(),
            new Session.TokenSet(
                    "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhbGljZSIsIm5hbWUiOiJBbGljZSBFeGFtcGxlIiwibm9uY2UiOiJub25jZSJ9.c2ln",
                    null,
                    null,
                    null,
                    "nonce"),
            GOLDEN.atProvider());

    private static Session golden() {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("tenant", "north");
        attributes.put("plan", "gr\u00fcn \ud83c\udf3f");
        return new Session(
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                new Session.Identity(
                        "default",
                        "https://idp.example.com",
                        "alice",
                        "{\"name\":\"\u00c1lice\",\"roles\":[\"admin\"],\"sub\":\"alice\"}",
                        attributes),
                new Session.Lifetime(
                        Instant.parse("2026-03-01T12:00:00Z"),
                        Instant.parse("2026-03-02T00:00:00Z"),
                        Instant.parse("2026-03-01T12:34:56Z")),
                new Session.TokenSet(
                        "aWQ.dG9rZW4.c2lnbmF0dXJl",
                        "access-token",
                        Instant.parse("2026-03-01T12:05:00Z"),
                        null,
                        "nonce"),
                new Session.AtProvider(
                        "session-state.salt",
                        Instant.parse("2026-03-01T12:30:00Z"),
                        Instant.parse("2026-03-01T12:00:00Z")));
    }

    private static Session without(Session session, Session.AtProvider other) {
        return new Session(session.id(), session.identity(), session.lifetime(), session.tokens(), other);
    }

    private static void assertSame(@Nullable Session actual, Session expected) {
        assertThat(actual).isNotNull();
        Session session = Objects.requireNonNull(actual);
        assertThat(session.id()).isEqualTo(expected.id());
        assertThat(session.identity()).isEqualTo(expected.identity());
        assertThat(session.lifetime()).isEqualTo(expected.lifetime());
        assertThat(session.tokens()).isEqualTo(expected.tokens());
        assertThat(session.atProvider()).isEqualTo(expected.atProvider());
    }

    @Test
    void a_session_survives_the_round_trip() {
        assertSame(SessionCodec.decode(SessionCodec.encode(GOLDEN)), GOLDEN);
        Session bare = new Session(
                "id",
                new Session.Identity("p", "i", "s", "{}", Map.of()),
                GOLDEN.lifetime(),
                new Session.TokenSet(null, null, null, null, null),
                NEVER_CHECKED);
        assertSame(SessionCodec.decode(SessionCodec.encode(bare)), bare);
    }

    @Test
    void a_session_that_format_version_1_wrote_is_read_for_ever() throws IOException {
        try (InputStream file =
                Objects.requireNonNull(SessionCodecTest.class.getResourceAsStream("session-format-1.base64"))) {
            String text = new String(file.readAllBytes(), US_ASCII);
            assertSame(SessionCodec.decode(Base64.getMimeDecoder().decode(text)), without(GOLDEN, NEVER_CHECKED));
        }
    }

    @Test
    void a_session_that_format_version_2_wrote_is_read_for_ever() throws IOException {
        try (InputStream file =
                Objects.requireNonNull(SessionCodecTest.class.getResourceAsStream("session-format-2.base64"))) {
            String text = new String(file.readAllBytes(), US_ASCII);
            assertSame(SessionCodec.decode(Base64.getMimeDecoder().decode(text)), GOLDEN);
        }
    }

    @Test
    void a_session_that_format_version_3_wrote_is_read_for_ever() throws IOException {
        try (InputStream file =
                Objects.requireNonNull(SessionCodecTest.class.getResourceAsStream("session-format-3.base64"))) {
            String text = new String(file.readAllBytes(), US_ASCII);
            assertSame(SessionCodec.decode(Base64.getMimeDecoder().decode(text)), WITH_THE_CLAIMS_OF_ITS_ID_TOKEN);
        }
    }

    @Test
    void claims_that_the_id_token_has_are_not_written_twice() {
        byte[] bytes = SessionCodec.encode(WITH_THE_CLAIMS_OF_ITS_ID_TOKEN);

        assertThat(new String(bytes, ISO_8859_1)).containsOnlyOnce("Alice Example");
        assertThat(Objects.requireNonNull(SessionCodec.decode(bytes)).claims())
                .isEqualTo(Map.of("sub", "alice", "name", "Alice Example"));
    }

    @Test
    void a_truncated_session_is_none() {
        byte[] whole = SessionCodec.encode(GOLDEN);

        for (int length = 0; length < whole.length; length++) {
            assertThat(SessionCodec.decode(Arrays.copyOf(whole, length))).isNull();
        }
    }

    @Test
    void another_version_is_none() {
        byte[] bytes = SessionCodec.encode(GOLDEN);

        for (int version = 0; version < 256; version++) {
            bytes[0] = (byte) version;
            assertThat(SessionCodec.decode(bytes) == null).isEqualTo(version < 1 || version > 3);
        }
    }

    @Test
    void garbage_never_throws() {
        Random random = new Random(20260301);
        byte[] good = SessionCodec.encode(GOLDEN);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = good.clone();
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                bytes[1 + random.nextInt(bytes.length - 1)] = (byte) random.nextInt(256);
            }
            SessionCodec.decode(bytes);
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            if (noise.length > 0) {
                noise[0] = 3;
            }
            SessionCodec.decode(noise);
        }
    }

    @Test
    void a_length_beyond_the_end_allocates_nothing() {
        byte[] huge = {3, 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff};

        assertThat(SessionCodec.decode(huge)).isNull();
    }

    @Test
    void no_part_of_a_session_shows_a_token() {
        Session session = SessionFixtures.session("the-id", 40, 40);

        assertThat(session + " " + session.tokens() + " " + session.lifetime())
                .doesNotContain(
                        "the-id",
                        "the-refresh-token",
                        "the-nonce",
                        Objects.requireNonNull(session.tokens().idToken()),
                        Objects.requireNonNull(session.tokens().accessToken()));
    }
}
