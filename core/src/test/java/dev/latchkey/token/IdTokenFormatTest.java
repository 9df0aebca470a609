package dev.latchkey.token;

import static dev.latchkey.failure.FailureReason.ID_TOKEN_ENCRYPTED;
import static dev.latchkey.failure.FailureReason.ID_TOKEN_MALFORMED;
import static dev.latchkey.failure.FailureReason.ID_TOKEN_MISSING;
import static dev.latchkey.failure.FailureReason.ID_TOKEN_TYPE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.latchkey.failure.ProtocolViolation;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7515 §7.1: what is not one unambiguous JWS is refused before anything reads it. */
class IdTokenFormatTest {
    private static final String GOOD = IdTokens.good().build();

    private final IdTokens login = new IdTokens();

    @Test
    void a_missing_token_is_refused() {
        login.refused(ID_TOKEN_MISSING, (String) null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "..", "...", "a.b", "a.b.c", "a.b.c.d", "{}", "null", "ey.ey.ey", "\u0000.\u0000.a"})
    void what_is_no_token_is_refused(String token) {
        login.refused(ID_TOKEN_MALFORMED, token);
    }

    @Test
    void two_and_four_and_six_parts_are_refused() {
        login.refused(ID_TOKEN_MALFORMED, GOOD.substring(0, GOOD.lastIndexOf('.')));
        login.refused(ID_TOKEN_MALFORMED, GOOD + ".a");
        login.refused(ID_TOKEN_MALFORMED, "." + GOOD);
    }

    @Test
    void a_logout_token_and_another_security_event_are_no_id_tokens() {
        login.refused(ID_TOKEN_TYPE, IdTokens.good().header("typ", "logout+jwt"));
        login.refused(ID_TOKEN_TYPE, IdTokens.good().header("typ", "Logout+JWT"));
        login.refused(ID_TOKEN_TYPE, IdTokens.good().claim("events", Map.of("urn:example", Map.of())));
    }

    @Test
    void an_encrypted_token_is_refused_as_such() {
        login.refused(ID_TOKEN_ENCRYPTED, GOOD + ".a.b");
        login.refused(ID_TOKEN_ENCRYPTED, "....");
    }

    @Test
    void a_token_of_64_kilobytes_is_read_and_a_longer_one_is_not() {
        String filler = "x".repeat(48_000);
        String large = IdTokens.good().claim("filler", filler).build();
        assertThat(large.length()).isLessThan(64 * 1024);
        assertThat(login.verify(large)).isNotNull();

        login.refused(ID_TOKEN_MALFORMED, "a".repeat(64 * 1024 + 1));
        login.refused(ID_TOKEN_MALFORMED, IdTokens.good().claim("filler", filler + filler));
        login.refused(ID_TOKEN_MALFORMED, IdTokens.good().header("filler", "x".repeat(4096)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"sub\":\"alice\"|\"sub\":\"mallory\",\"sub\":\"alice\"",
                "\"sub\":\"alice\"|\"sub\":\"alice\",\"sub\":\"alice\"",
                "\"sub\":\"alice\"|\"s\\u0075b\":\"mallory\",\"sub\":\"alice\"",
                "\"sub\":\"alice\"|\"sub\":\"alice\",\"x\":{\"a\":1,\"a\":2}",
                "\"sub\":\"alice\"|\"sub\":\"alice\",\"x\":[[{\"a\":{\"b\":1,\"\\u0062\":2}}]]",
                "\"sub\":\"alice\"|\"sub\":\"alice\",\"x\":'y'",
                "\"sub\":\"alice\"|\"sub\":\"alice\",sub2:\"y\"",
                "\"sub\":\"alice\"|\"sub\":\"alice\",",
                "\"sub\":\"alice\"|/* */\"sub\":\"alice\"",
                "\"sub\":\"alice\"|\"sub\":\"al\nice\"",
                "\"sub\":\"alice\"|\"sub\":\"al\\ud800ice\""
            })
    void ambiguous_json_is_refused_although_the_signature_is_good(String change) {
        String[] parts = change.split("\\|", 2);
        String payload = IdTokens.good().payload();
        assertThat(payload).contains(parts[0]);

        login.refused(ID_TOKEN_MALFORMED, IdTokens.good().withPayload(payload.replace(parts[0], parts[1])));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"none\",\"alg\":\"RS256\",\"kid\":\"rsa\"}",
                "{\"alg\":\"RS256\",\"\\u0061lg\":\"RS256\"}",
                "{\"alg\":\"RS256\",\"jwk\":{\"kty\":\"RSA\",\"kty\":\"oct\"}}",
                "[]",
                "\"RS256\"",
                "{\"alg\":\"RS256\"} ,",
                "{\"alg\":\"RS256\"}{}",
                "\uFEFF{\"alg\":\"RS256\"}"
            })
    void an_ambiguous_header_is_refused(String header) {
        login.refused(ID_TOKEN_MALFORMED, IdTokens.good().withHeader(header));
    }

    @Test
    void text_after_the_payload_and_deep_payloads_are_refused() {
        String payload = IdTokens.good().payload();
        String deep = payload.replace("\"sub\"", "\"x\":" + "[".repeat(5000) + "]".repeat(5000) + ",\"sub\"");
        String wide = payload.replace("\"sub\"", "\"x\":[" + "1,".repeat(10_000) + "1],\"sub\"");

        login.refused(ID_TOKEN_MALFORMED, IdTokens.good().withPayload(payload + "x"));
        login.refused(ID_TOKEN_MALFORMED, IdTokens.good().withPayload(payload + payload));
        login.refused(ID_TOKEN_MALFORMED, IdTokens.good().withPayload(deep));
        login.refused(ID_TOKEN_MALFORMED, IdTokens.good().withPayload(wide));
        login.refused(ID_TOKEN_MALFORMED, IdTokens.good().withPayload("[" + payload + "]"));
    }

    @Test
    void a_payload_that_is_not_utf_8_is_refused() {
        byte[] header = "{\"alg\":\"RS256\",\"kid\":\"rsa\"}".getBytes(UTF_8);
        byte[] latin = IdTokens.good().claim("name", "J\u00fcrgen").payload().getBytes(ISO_8859_1);

        login.refused(ID_TOKEN_MALFORMED, IdTokens.good().signed(header, latin));
    }

    @Test
    void padding_whitespace_and_foreign_characters_are_refused_in_every_part() {
        int header = GOOD.indexOf('.');
        int payload = GOOD.lastIndexOf('.');
        for (String odd : List.of("=", "==", " ", "\n", "\r\n", "\t", "+", "/", "!", "\u00e9", "\u0000")) {
            for (int at : new int[] {0, 3, header, header + 1, payload, payload + 1, payload + 9, GOOD.length()}) {
                login.refused(ID_TOKEN_MALFORMED, GOOD.substring(0, at) + odd + GOOD.substring(at));
            }
        }
    }

    @Test
    void a_signature_has_one_spelling() {
        char last = GOOD.charAt(GOOD.length() - 1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        for (int i = 0; i < alphabet.length(); i++) {
            if (alphabet.charAt(i) != last) {
                assertRefused(GOOD.substring(0, GOOD.length() - 1) + alphabet.charAt(i));
            }
        }
    }

    @Test
    void every_changed_character_is_refused_and_nothing_else_is_thrown() {
        for (int i = 0; i < GOOD.length(); i++) {
            for (int bit = 0; bit < 7; bit++) {
                char changed = (char) (GOOD.charAt(i) ^ (1 << bit));
                assertRefused(GOOD.substring(0, i) + changed + GOOD.substring(i + 1));
            }
            assertRefused(GOOD.substring(0, i) + GOOD.substring(i + 1));
            assertRefused(GOOD.substring(0, i));
        }
    }

    @Test
    void random_text_is_refused_and_nothing_else_is_thrown() {
        Random random = new Random(20260301);
        for (int i = 0; i < 5000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(60); length > 0; length--) {
                text.append(random.nextInt(6) == 0 ? '.' : (char) random.nextInt(300));
            }
            assertRefused(text.toString());
        }
    }

    private void assertRefused(String token) {
        assertThat(catchThrowable(() -> login.verify(token))).as(token).isInstanceOf(ProtocolViolation.class);
    }
}
