package dev.latchkey.provider;

import static dev.latchkey.failure.FailureReason.REGISTRATION_REFUSED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.config.ClientMetadata;
import dev.latchkey.config.Provider;
import dev.latchkey.config.ProviderMetadata;
import dev.latchkey.config.RequestObject;
import dev.latchkey.fixture.CapturedLog;
import dev.latchkey.fixture.FakeProvider;
import dev.latchkey.fixture.HandClock;
import dev.latchkey.fixture.Refusal;
import dev.latchkey.fixture.Relationships;
import dev.latchkey.internal.Json;
import dev.latchkey.internal.MalformedException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
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
            Provider.of(METADATA).register(ClientMetadata.named("App")),
            network,
            Relationships.registrations(clock),
            clock);

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
    @ValueSource(
            strings = {
                "\"client_id\":7",
                "\"client_secret\":7",
                "\"client_secret\":[]",
                "\"token_endpoint_auth_method\":7",
                "\"token_endpoint_auth_method\":\"tls_client_auth\"",
                "\"token_endpoint_auth_method\":\"private_key_jwt\",\"token_endpoint_auth_signing_alg\":\"HS256\"",
                "\"token_endpoint_auth_method\":\"private_key_jwt\",\"token_endpoint_auth_signing_alg\":\"none\"",
                "\"token_endpoint_auth_method\":\"client_secret_jwt\"",
                "\"token_endpoint_auth_method\":\"client_secret_jwt\",\"token_endpoint_auth_signing_alg\":\"RS256\"",
                "\"client_secret_expires_at\":\"soon\"",
                "\"id_token_signed_response_alg\":7",
                "\"id_token_encrypted_response_alg\":\"RSA1_5\"",
                "\"id_token_encrypted_response_alg\":\"RSA-OAEP-256\",\"id_token_encrypted_response_enc\":\"A512\"",
                "\"userinfo_signed_response_alg\":\"none\"",
                "\"userinfo_encrypted_response_alg\":\"dir\"",
                "\"redirect_uris\":[\"https://elsewhere.example.com/cb\"]",
                "\"redirect_uris\":\"https://app.example.com/redirect_uri\"",
                "\"response_types\":\"code\"",
                "\"request_uris\":\"https://app.example.com/r\"",
                "\"response_types\":[\"id_token\"]",
                "\"response_types\":7"
            })
    void an_answer_that_cannot_be_acted_on_is_refused_before_anybody_is_sent_anywhere(String members)
            throws MalformedException {
        Map<String, Object> answer = new LinkedHashMap<>(Map.of("client_id", "c", "client_secret", "s"));
        answer.putAll(Json.parse("{" + members + "}"));
        network.on("/register", Json.write(answer));

        Refusal.of(REGISTRATION_REFUSED, () -> registrar.client(METADATA));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"client_secret\":\"too short for HS256\""})
    void an_id_token_that_a_secret_signs_needs_a_secret_that_is_long_enough(String secret) {
        network.on("/register", "{\"client_id\":\"c\",\"token_endpoint_auth_method\":\"none\"" + secret + "}");
        Registrar mac = registrar(Provider.of(METADATA).idTokenSigningAlgorithm("HS256"));

        assertThat(Refusal.of(REGISTRATION_REFUSED, () -> mac.client(METADATA))).hasMessageContaining("HS256");
    }

    @Test
    void the_registered_algorithm_of_request_objects_and_their_registered_addresses_count() {
        network.on(
                "/register",
                call -> FakeProvider.json(
                        201,
                        "{\"client_id\":\"c\",\"client_secret\":\"s\"," + "\"request_object_signing_alg\":\"ES256\"}"));
        RegisteredClient client = registrar(Provider.of(METADATA).requestObject(RequestObject.byReference("RS256")))
                .client(METADATA);

        assertThat(client.requestObjectAlgorithm()).isEqualTo("ES256");
        assertThat(client.requestUris())
                .hasSize(16)
                .doesNotHaveDuplicates()
                .allMatch(uri -> uri.matches("https://app\\.example\\.com/redirect_uri/request/[\\w-]{43}"));
        assertThat(network.only("/register").body()).contains(client.requestUris());
    }

    @Test
    void request_objects_that_are_to_be_signed_are_not_sent_unsigned() {
        network.on("/register", ANSWER.formatted("\"request_object_signing_alg\":\"none\""));
        Registrar signing = registrar(Provider.of(METADATA).requestObject(RequestObject.byValue("RS256")));

        assertThat(Refusal.of(REGISTRATION_REFUSED, () -> signing.client(METADATA)))
                .hasMessageContaining("request objects with 'none'");
    }

    private Registrar registrar(Provider provider) {
        return Relationships.registrar(
                provider.register(ClientMetadata.named("App")), network, Relationships.registrations(clock), clock);
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
