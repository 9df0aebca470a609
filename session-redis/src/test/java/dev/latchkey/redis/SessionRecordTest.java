package dev.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.store.SessionContent;
import dev.latchkey.store.SessionGroup;
import dev.latchkey.store.StoredSession;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SessionRecordTest {
    private static final String KEY = "k".repeat(43);
    private static final byte[] CONTENT = {0, 1, -1, 13, 10, 42};
    private static final List<SessionGroup> GROUPS = List.of(
            SessionGroup.ofSubject("https://idp.example.com", "alice"),
            SessionGroup.ofSid("https://idp.example.com", "session 1"));
    private static final Instant END = Instant.parse("2030-01-02T03:04:05.678Z");

    private static StoredSession session() {
        return new StoredSession(KEY, 258, END, SessionContent.ofSealed(CONTENT));
    }

    private static SessionRecord read(byte[] value) {
        return Objects.requireNonNull(SessionRecord.of(KEY, value));
    }

    private static void assertSame(SessionRecord read) {
        assertThat(read.session().key()).isEqualTo(KEY);
        assertThat(read.session().version()).isEqualTo(258);
        assertThat(read.session().expiresAt()).isEqualTo(END);
        assertThat(read.session().content().sealed()).isEqualTo(CONTENT);
        assertThat(read.groups()).isEqualTo(GROUPS);
    }

    private static byte[] golden() throws IOException {
        try (InputStream in = SessionRecordTest.class.getResourceAsStream("session-format-1.bin")) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }

    @Test
    void what_was_written_in_format_1_is_read_for_ever() throws IOException {
        assertSame(read(golden()));
    }

    @Test
    void format_1_is_what_is_written() throws IOException {
        assertThat(new SessionRecord(session(), GROUPS).bytes()).isEqualTo(golden());
    }

    @Test
    void a_session_without_groups_is_read_as_it_was_written() {
        SessionRecord read = read(new SessionRecord(session(), List.of()).bytes());

        assertThat(read.groups()).isEmpty();
        assertThat(read.session().content().sealed()).isEqualTo(CONTENT);
    }

    @Test
    void a_value_that_breaks_off_before_its_content_is_no_session() throws IOException {
        byte[] golden = golden();
        for (int length = 0; length <= golden.length - CONTENT.length; length++) {
            assertThat(SessionRecord.of(KEY, Arrays.copyOf(golden, length)))
                    .as("the first %d bytes", length)
                    .isNull();
        }
    }

    @Test
    void a_value_of_another_format_is_no_session() throws IOException {
        byte[] other = golden();
        for (int format = 0; format < 256; format++) {
            other[0] = (byte) format;
            assertThat(SessionRecord.of(KEY, other) != null)
                    .as("format %d", format)
                    .isEqualTo(format == 1);
        }
    }

    @Test
    void a_distant_end_is_kept_as_far_as_milliseconds_reach() {
        StoredSession endless = new StoredSession(KEY, 0, Instant.MAX, SessionContent.ofSealed(CONTENT));

        assertThat(read(new SessionRecord(endless, List.of()).bytes()).session().expiresAt())
                .isEqualTo(Instant.ofEpochMilli(Long.MAX_VALUE));
    }

    @Test
    void a_group_with_another_kind_of_name_is_refused() {
        SessionRecord wrong = new SessionRecord(session(), List.of(new SessionGroup("alice")));

        assertThatThrownBy(wrong::bytes).isInstanceOf(IllegalArgumentException.class);
    }
}
