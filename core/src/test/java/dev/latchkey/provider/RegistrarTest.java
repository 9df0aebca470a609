package dev.latchkey.provider;

import static dev.latchkey.failure.FailureReason.METADATA_UNUSABLE;
import static dev.latchkey.failure.FailureReason.PROVIDER_BAD_ANSWER;
import static dev.latchkey.failure.FailureReason.PROVIDER_UNREACHABLE;
import static dev.latchkey.failure.FailureReason.REGISTRATION_REFUSED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.config.ClientAuthentication;
import dev.latchkey.config.ClientMetadata;
import dev.latchkey.config.Provider;
import dev.latchkey.config.ProviderMetadata;
import dev.latchkey.fixture.Crowd;
import dev.latchkey.fixture.FakeProvider;
import dev.latchkey.fixture.HandClock;
import dev.latchkey.fixture.Refusal;
import dev.latchkey.fixture.Relationships;
import dev.latchkey.http.HttpCall;
import dev.latchkey.internal.Json;
import dev.latchkey.internal.MalformedException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7591: the client registers once, and what counts is the provider's answer. */
class RegistrarTest {
    private static final String ANSWER = "{\"client_id\":\"c-%d\",\"client_secret\":\"s\"%s}";
    private static final ProviderMetadata METADATA =
            Relationships.metadata().registrationEndpoint("https://idp.example.com/register");

    private final FakeProvider network = new FakeProvider();
    private final HandClock clock = new HandClock();
    private final Registrations kept = Relationships.registrations(clock);
    private final Provider provider = Provider.of(METADATA).register(ClientMetadata.named("App"));

    private Registrar registrar(Provider provider) {
        return Relationships.registrar(provider, network, kept, clock);
    }

    private RegisteredClient register() {
        return registrar(provider).client(METADATA);
    }

    private void answers(String more) {
        network.on(
                "/register",
                call -> FakeProvider.json(201, ANSWER.formatted(network.calls().size(), more)));
    }

    @Test
    void the_request_says_what_latchkey_needs() throws MalformedException {
        answers("");
        Provider provider = Provider.of(METADATA)
                .idTokenSigningAlgorithm("ES256")
                .register(ClientMetadata.named("App")
                        .with("contacts", List.of("a@example.com"))
                        .initialAccessToken("initial-token"));

        RegisteredClient client = registrar(provider).client(METADATA);

        HttpCall call = network.only("/register");
        Map<String, Object> request = Json.parse(Objects.requireNonNull(call.body()));
        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.headers())
                .containsEntry("Authorization", "Bearer initial-token")
                .containsEntry("Content-Type", "application/json");
        assertThat(request)
                .containsEntry("client_name", "App")
                .containsEntry("contacts", List.of("a@example.com"))
                .containsEntry("redirect_uris", List.of("https://app.example.com/redirect_uri"))
                .containsEntry("post_logout_redirect_uris", List.of("https://app.example.com/logged_out"))
                .containsEntry("response_types", List.of("code"))
                .containsEntry("token_endpoint_auth_method", "client_secret_basic")
                .containsEntry("id_token_signed_response_alg", "ES256");
        assertThat(client.idToken().signingAlgorithm()).isEqualTo("ES256");
        assertThat(client).asString().doesNotContain("\"s\"", "secret=");
    }

    @Test
    void without_an_initial_access_token_nothing_authorizes() {
        answers("");
        register();

        assertThat(network.only("/register").headers()).doesNotContainKey("Authorization");
    }

    @Test
    void many_threads_register_once() throws InterruptedException, ExecutionException {
        Crowd crowd = new Crowd(50);
        Registrar registrar = registrar(provider);
        network.on("/register", call -> {
            crowd.await();
            return FakeProvider.json(201, ANSWER.formatted(1, ""));
        });

        assertThat(crowd.run(() -> registrar.client(METADATA)))
                .hasSize(50)
                .allMatch(c -> c.clientId().equals("c-1"));
        assertThat(network.calls()).hasSize(1);
    }

    @Test
    void a_registration_is_reused_until_its_secret_expires() {
        answers(",\"client_secret_expires_at\":"
                + HandClock.START.plusSeconds(3600).getEpochSecond());
        assertThat(register().clientId()).isEqualTo("c-1");
        clock.pass(Duration.ofSeconds(3599));
        assertThat(register().clientId()).isEqualTo("c-1");

        clock.pass(Duration.ofSeconds(1));
        assertThat(register().clientId()).isEqualTo("c-2");
    }

    @Test
    void a_secret_that_never_expires_is_kept_for_ever_and_forgotten_when_told_so() {
        answers(",\"client_secret_expires_at\":0");
        Registrar registrar = registrar(provider);
        registrar.client(METADATA);
        clock.pass(Duration.ofDays(1000));
        assertThat(registrar.client(METADATA).clientId()).isEqualTo("c-1");

        registrar.forget(METADATA);
        assertThat(registrar.client(METADATA).clientId()).isEqualTo("c-2");
    }

    @Test
    void a_registration_is_forgotten_once_a_minute_at_most() {
        answers("");
        Registrar registrar = registrar(provider);
        registrar.client(METADATA);
        for (int i = 0; i < 5; i++) {
            registrar.forget(METADATA);
            registrar.client(METADATA);
        }
        assertThat(network.calls()).hasSize(2);

        clock.pass(Duration.ofMinutes(1));
        registrar.forget(METADATA);
        assertThat(registrar.client(METADATA).clientId()).isEqualTo("c-3");
    }

    @Test
    void other_settings_register_anew() {
        answers("");
        register();
        registrar(provider.idTokenSigningAlgorithm("ES256")).client(METADATA);
        registrar(provider.clientAuthentication(ClientAuthentication.clientSecretPost()))
                .client(METADATA);
        registrar(provider.register(ClientMetadata.named("App").with("logo_uri", "https://x")))
                .client(METADATA);

        assertThat(network.calls()).hasSize(4);
    }

    @Test
    void the_answer_counts_and_not_the_request() {
        answers(",\"token_endpoint_auth_method\":\"client_secret_post\",\"id_token_signed_response_alg\":\"PS256\"");

        RegisteredClient client = register();

        assertThat(client.authentication()).isEqualTo(ClientAuthentication.clientSecretPost());
        assertThat(client.idToken().signingAlgorithm()).isEqualTo("PS256");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"client_id\":\"\"}",
                "{\"client_id\":7}",
                "{\"client_id\":\"c\"}",
                "{\"client_id\":\"c\",\"client_secret\":\"s\",\"token_endpoint_auth_method\":\"tls_client_auth\"}"
            })
    void an_answer_that_cannot_be_acted_upon_is_refused_and_not_kept(String answer) {
        network.on("/register", answer);

        Refusal.of(REGISTRATION_REFUSED, this::register);
        Refusal.of(REGISTRATION_REFUSED, this::register);
        assertThat(network.calls()).hasSize(2);
    }

    @Test
    void a_public_client_needs_no_secret() {
        network.on("/register", "{\"client_id\":\"c\",\"token_endpoint_auth_method\":\"none\"}");

        assertThat(register().authentication()).isEqualTo(ClientAuthentication.none());
    }

    @Test
    void a_refusal_quotes_the_provider_on_one_line() {
        network.on(
                "/register",
                call -> FakeProvider.json(
                        400, "{\"error\":\"invalid_redirect_uri\",\"error_description\":\"no\\nway\"}"));
        assertThat(Refusal.of(REGISTRATION_REFUSED, this::register))
                .hasMessageContaining("400: invalid_redirect_uri, no way");
        network.on("/register", call -> FakeProvider.json(401, "<html>"));
        Refusal.of(REGISTRATION_REFUSED, this::register);
        network.on("/register", call -> FakeProvider.json(500, "{}"));
        Refusal.of(PROVIDER_BAD_ANSWER, this::register);
        network.on("/register", call -> FakeProvider.json(201, "<html>"));
        Refusal.of(PROVIDER_BAD_ANSWER, this::register);
        network.goDown();
        Refusal.of(PROVIDER_UNREACHABLE, this::register);
    }

    @ParameterizedTest
    @CsvSource({
        "'', client_secret_basic",
        "client_secret_basic, client_secret_basic",
        "client_secret_post, client_secret_post",
        "client_secret_post client_secret_basic, client_secret_basic",
        "private_key_jwt client_secret_post, client_secret_post",
        "none client_secret_post, client_secret_post"
    })
    void the_client_authentication_is_chosen_from_the_metadata(String supported, String chosen) {
        ProviderMetadata metadata = METADATA.with(
                "token_endpoint_auth_methods_supported",
                supported.isEmpty() ? List.of() : List.of(supported.split(" ")));
        Provider withSecret = Provider.of(metadata).client("client1", "secret1");

        assertThat(registrar(withSecret).client(metadata).authentication().method())
                .isEqualTo(chosen);
        assertThat(registrar(Provider.of(metadata).publicClient("client1"))
                        .client(metadata)
                        .authentication())
                .isEqualTo(ClientAuthentication.none());
        assertThat(registrar(withSecret.clientAuthentication(ClientAuthentication.clientSecretPost()))
                        .client(metadata)
                        .authentication()
                        .method())
                .isEqualTo("client_secret_post");
    }

    @Test
    void a_provider_that_supports_nothing_of_ours_is_refused() {
        ProviderMetadata metadata =
                METADATA.with("token_endpoint_auth_methods_supported", List.of("kerberos", "tls_client_auth"));
        Provider withSecret = Provider.of(metadata).client("client1", "secret1");

        assertThat(Refusal.of(METADATA_UNUSABLE, () -> registrar(withSecret).client(metadata)))
                .hasMessageContaining("kerberos, tls_client_auth");
    }
}
