package dev.latchkey.session;

import static dev.latchkey.session.SessionFixtures.POLICY;
import static dev.latchkey.session.SessionFixtures.SEAL;
import static dev.latchkey.session.SessionFixtures.START;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.store.NewSession;
import dev.latchkey.store.SessionContent;
import dev.latchkey.store.SessionGroup;
import dev.latchkey.store.StoredSession;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Sessions as stores keep them; what one release sealed the next one opens. */
class SessionSealTest {
    private static final String ID = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    private final SessionSeal seal = new SessionSeal(SEAL, POLICY);
    private final Session session = SessionFixtures.session(ID, Map.of("sub", "alice", "sid", "first"), 100, 50);

    private static StoredSession kept(String key, byte[] sealed) {
        return new StoredSession(key, 3, START.plusSeconds(60), SessionContent.ofSealed(sealed));
    }

    @Test
    void within_the_process_a_session_is_itself() {
        assertThat(seal.open(seal.begun(session).session())).isSameAs(session);
    }

    @Test
    void outside_of_it_a_session_is_opened_under_its_own_key_only() {
        byte[] sealed = seal.begun(session).session().content().sealed();

        assertThat(Objects.requireNonNull(seal.open(kept(session.key(), sealed)))
                        .accessToken())
                .isEqualTo(session.accessToken());
        assertThat(seal.open(kept("BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB", sealed)))
                .isNull();
    }

    @Test
    void each_sealing_is_another_one() {
        SessionContent content = seal.begun(session).session().content();

        assertThat(content.sealed()).isNotEqualTo(content.sealed());
    }

    @Test
    void a_store_is_told_what_the_session_ends_with_and_when_at_the_latest() {
        NewSession begun = seal.begun(session);

        assertThat(begun.groups())
                .containsExactly(
                        SessionGroup.ofSubject(session.issuer(), session.subject()),
                        SessionGroup.ofSid(session.issuer(), "first"));
        Session withoutSid = SessionFixtures.session(ID, Map.of("sub", "alice"), 100, 50);
        assertThat(seal.begun(withoutSid).groups())
                .containsExactly(
                        SessionGroup.ofSubject(session.issuer(), session.subject()),
                        SessionGroup.ofSubjectWithoutSid(session.issuer(), session.subject()));
        assertThat(begun.session().expiresAt()).isEqualTo(START.plus(Duration.ofMinutes(30)));
        assertThat(begun.endsAt()).isEqualTo(START.plus(Duration.ofHours(12)));
    }

    @Test
    void a_session_that_seal_format_1_and_session_format_2_wrote_is_opened_for_ever() throws IOException {
        try (InputStream file =
                Objects.requireNonNull(SessionSealTest.class.getResourceAsStream("sealed-session-format-1-2.base64"))) {
            byte[] sealed = Base64.getMimeDecoder().decode(new String(file.readAllBytes(), US_ASCII));

            Session opened = Objects.requireNonNull(seal.open(kept(session.key(), sealed)));
            assertThat(opened.id()).isEqualTo(ID);
            assertThat(opened.sid()).isEqualTo("first");
            assertThat(opened.accessToken()).isEqualTo(session.accessToken());
        }
    }
}
