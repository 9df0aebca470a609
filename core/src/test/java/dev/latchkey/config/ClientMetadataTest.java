package dev.latchkey.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.failure.FailureReason;
import dev.latchkey.fixture.Refusal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a client may register with (RFC 7591 §2, OpenID Connect Registration §2). */
class ClientMetadataTest {
    private static final Map<String, Object> PUBLIC = Map.of("kty", "RSA", "n", "x", "e", "AQAB");

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of("contacts", "me@example.com"),
                Arguments.of("contacts", List.of(7)),
                Arguments.of("default_acr_values", "mfa"),
                Arguments.of("request_uris", "https://app.example.com/r"),
                Arguments.of("default_max_age", "3600"),
                Arguments.of("default_max_age", 3.5),
                Arguments.of("require_auth_time", "true"),
                Arguments.of("backchannel_logout_session_required", 1),
                Arguments.of("jwks", "{}"),
                Arguments.of("jwks", Map.of("keys", List.of("key"))),
                Arguments.of("jwks", Map.of("keys", List.of(PUBLIC, Map.of("kty", "oct", "k", "secret")))),
                Arguments.of("jwks", Map.of("keys", List.of(Map.of("kty", "RSA", "n", "x", "e", "AQAB", "d", "x")))));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void a_member_of_another_type_and_a_private_key_are_refused(String member, Object value) {
        assertThat(Refusal.of(
                        FailureReason.SETTING_INVALID,
                        () -> ClientMetadata.named("App").with(member, value)))
                .hasMessageContaining("'" + member + "'")
                .hasMessageNotContaining("secret");
    }

    @Test
    void public_keys_are_given_by_value_or_by_reference() {
        ClientMetadata byValue = ClientMetadata.named("App").with("jwks", Map.of("keys", List.of(PUBLIC)));

        assertThat(byValue.members()).containsKey("jwks");
        assertThat(Refusal.of(
                        FailureReason.SETTING_INVALID, () -> byValue.with("jwks_uri", "https://app.example.com/jwks")))
                .hasMessageContaining("both jwks and jwks_uri");
    }
}
