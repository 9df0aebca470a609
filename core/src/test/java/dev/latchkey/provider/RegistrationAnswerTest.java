package dev.latchkey.provider;

import static dev.latchkey.failure.FailureReason.REGISTRATION_REFUSED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.config.ClientMetadata;
import dev.latchkey.config.Provider;
import dev.latchkey.config.ProviderMetadata;
import dev.latchkey.fixture.CapturedLog;
import dev.latchkey.fixture.FakeProvider;
import dev.latchkey.fixture.HandClock;
import dev.latchkey.fixture.Refusal;
import dev.latchkey.fixture.Relationships;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Odd answers to a registration (RFC 7591 §3.2.1). */
class RegistrationAnswerTest {
    private static final String ANSWER = "{\"client_id\":\"c\",\"client_secret\":\"s\",%s}";
    private static final ProviderMetadata METADATA =
            Relationships.metadata().registrationEndpoint("https://idp.example.com/register");

    private final FakeProvider network = new FakeProvider();
    private final HandClock clock = new HandClock();
    private final Registrar registrar = Relationships.registrar(
            Provider.of(METADATA).register(ClientMetadata.named("App")), network, Registrations.inMemory(), clock);

    @ParameterizedTest
    @CsvSource({"9223372036854775807, 0", "-1, 1", "-9223372036854775808, 1", "3600, 1", "0, 0"})
    void an_implausible_end_of_the_secret_makes_nobody_register_again(long end, int warnings) {
        network.on("/register", ANSWER.formatted("\"client_secret_expires_at\":" + end));
        try (CapturedLog log = new CapturedLog()) {
            for (int i = 0; i < 5; i++) {
                assertThat(registrar.client(METADATA).clientId()).isEqualTo("c");
                clock.pass(Duration.ofDays(1));
            }
            assertThat(log.warnings()).isEqualTo(warnings);
        }
        assertThat(network.calls()).hasSize(1);
    }

    @Test
    void the_warning_says_which_end_is_ignored_and_shows_no_secret() {
        network.on("/register", "{\"client_id\":\"c\",\"client_secret\":\"hush\",\"client_secret_expires_at\":3600}");
        try (CapturedLog log = new CapturedLog()) {
            registrar.client(METADATA);
            assertThat(log.text()).contains("expired at 3600").doesNotContain("hush");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "HS256", "RSA1_5", ""})
    void a_registration_for_an_unsupported_signature_is_refused_and_not_kept(String algorithm) {
        network.on("/register", ANSWER.formatted("\"id_token_signed_response_alg\":\"" + algorithm + "\""));

        assertThat(Refusal.of(REGISTRATION_REFUSED, () -> registrar.client(METADATA)))
                .hasMessageContaining("id_token signed with '" + algorithm + "'");
        Refusal.of(REGISTRATION_REFUSED, () -> registrar.client(METADATA));
        assertThat(network.calls()).hasSize(2);
    }
}
