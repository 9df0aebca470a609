package dev.latchkey.cookie;

import static dev.latchkey.failure.FailureReason.SETTING_INVALID;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.fixture.Refusal;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sealed values open for their own cookie, with a key of the ring, unchanged; and not otherwise. */
class SealTest {
    private static final String OLD = "0123456789abcdefghijklmnopqrstuvwxyz";
    private static final String NEW = "zyxwvutsrqponmlkjihgfedcba9876543210";
    private static final byte[] CONTENT = "content".getBytes(UTF_8);

    private static Seal seal(String... secrets) {
        return new Seal(KeyRing.of(List.of(secrets)));
    }

    @Test
    void a_sealed_value_opens_again_and_shows_nothing() {
        String sealed = seal(OLD).seal("name", CONTENT);

        assertThat(seal(OLD).open("name", sealed)).isEqualTo(CONTENT);
        assertThat(sealed).matches("[A-Za-z0-9_-]+");
        assertThat(new String(Base64.getUrlDecoder().decode(sealed), UTF_8)).doesNotContain("content");
        assertThat(seal(OLD).open("name", seal(OLD).seal("name", new byte[0]))).isEmpty();
    }

    @Test
    void no_two_seals_are_alike() {
        Set<String> sealed = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            sealed.add(seal(OLD).seal("name", CONTENT).substring(8, 22));
        }

        assertThat(sealed).hasSize(10_000);
    }

    @Test
    void every_flipped_bit_is_refused() {
        byte[] bytes = Base64.getUrlDecoder().decode(seal(OLD).seal("name", CONTENT));
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(seal(OLD)
                            .open(
                                    "name",
                                    Base64.getUrlEncoder().withoutPadding().encodeToString(changed)))
                    .isNull();
        }
    }

    @Test
    void a_truncated_or_lengthened_value_is_refused() {
        String sealed = seal(OLD).seal("name", CONTENT);
        for (int length = 0; length < sealed.length(); length++) {
            assertThat(seal(OLD).open("name", sealed.substring(0, length))).isNull();
        }
        assertThat(seal(OLD).open("name", sealed + "AAAA")).isNull();
        assertThat(seal(OLD).open("name", sealed + sealed)).isNull();
    }

    @Test
    void a_value_that_no_cookie_can_hold_is_refused() {
        String largest = seal(OLD).seal("name", new byte[3072 - 33]);
        String larger = seal(OLD).seal("name", new byte[3072 - 32]);

        assertThat(largest).hasSize(4096);
        assertThat(seal(OLD).open("name", largest)).hasSize(3072 - 33);
        assertThat(seal(OLD).open("name", larger)).isNull();
        assertThat(seal(OLD).open("name", "A".repeat(1_000_000))).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "=", "AQ", "\"\"", "%41", "\u00e9\u00e9\u00e9\u00e9", "+/+/", " ", "\u0000", "AAAA AAAA"})
    void garbage_is_refused(String garbage) {
        assertThat(seal(OLD).open("name", garbage)).isNull();
        assertThat(seal(OLD).open("name", garbage.repeat(1000))).isNull();
    }

    @Test
    void random_text_never_throws() {
        Random random = new Random(20260301);
        for (int i = 0; i < 10_000; i++) {
            byte[] bytes = new byte[random.nextInt(80)];
            random.nextBytes(bytes);
            if (bytes.length > 0) {
                bytes[0] = 1;
            }
            assertThat(seal(OLD).open("name", Base64.getUrlEncoder().encodeToString(bytes)))
                    .isNull();
            assertThat(seal(OLD).open("name", new String(bytes, UTF_8))).isNull();
        }
    }

    @Test
    void the_value_of_another_cookie_is_refused() {
        String sealed = seal(OLD).seal("__Host-a-s", CONTENT);

        assertThat(seal(OLD).open("__Host-b-s", sealed)).isNull();
        assertThat(seal(OLD).open("__Host-a-s2", sealed)).isNull();
        assertThat(seal(OLD).open("", sealed)).isNull();
    }

    @Test
    void another_key_is_refused() {
        assertThat(seal(NEW).open("name", seal(OLD).seal("name", CONTENT))).isNull();
    }

    @Test
    void a_key_is_changed_in_three_steps_without_losing_a_cookie() {
        String before = seal(OLD).seal("name", CONTENT);
        Seal appended = seal(OLD, NEW);
        String betweenAppendAndPromote = appended.seal("name", CONTENT);
        Seal promoted = seal(NEW, OLD);
        String after = promoted.seal("name", CONTENT);

        assertThat(seal(OLD).open("name", betweenAppendAndPromote)).isEqualTo(CONTENT);
        assertThat(appended.open("name", before)).isEqualTo(CONTENT);
        assertThat(appended.open("name", after)).isEqualTo(CONTENT);
        assertThat(promoted.open("name", before)).isEqualTo(CONTENT);
        assertThat(seal(NEW).open("name", after)).isEqualTo(CONTENT);
        assertThat(seal(NEW).open("name", before)).isNull();
    }

    @Test
    void a_key_that_could_be_guessed_is_refused_without_showing_it() {
        for (String secret : List.of("", "short-secret", "x".repeat(31), "ab".repeat(40), "1234567".repeat(10))) {
            assertThat(Refusal.of(SETTING_INVALID, () -> KeyRing.of(List.of(OLD, secret))))
                    .hasMessageContaining("secretKey")
                    .hasMessageContaining("openssl rand -base64 32")
                    .hasMessageNotContaining("short-secret");
        }
        assertThat(Refusal.of(SETTING_INVALID, () -> KeyRing.of(List.of()))).hasMessageContaining("is missing");
    }
}
