package dev.latchkey.token;

import static dev.latchkey.failure.FailureReason.CLIENT_REFUSED;
import static dev.latchkey.failure.FailureReason.PROVIDER_TIMEOUT;
import static dev.latchkey.failure.FailureReason.TOKEN_ERROR;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.config.ClientAuthentication;
import dev.latchkey.config.ClientMetadata;
import dev.latchkey.config.Provider;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.LoginRejected;
import dev.latchkey.fixture.FakeProvider;
import dev.latchkey.fixture.HandClock;
import dev.latchkey.fixture.Refusal;
import dev.latchkey.fixture.Relationships;
import dev.latchkey.http.HttpCall;
import dev.latchkey.internal.Form;
import dev.latchkey.provider.NamedProvider.Relationship;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The token endpoint: one client authentication at a time, and an error for every odd answer. */
class TokenClientTest {
    private static final String TOKENS = "{\"access_token\":\"a\",\"token_type\":\"Bearer\"}";

    private final FakeProvider network = new FakeProvider();
    private final HandClock clock = new HandClock();
    private final TokenClient client = new TokenClient(Relationships.http(network), clock);

    private TokenResponse refresh(Provider provider) {
        return client.refresh("the-refresh-token", Relationships.of(provider, network, clock));
    }

    private TokenResponse refresh() {
        return refresh(Provider.of(Relationships.metadata()).client("client1", "secret1"));
    }

    private Form sent() {
        return Form.parse(network.only("/token").body());
    }

    @Test
    void basic_form_encodes_id_and_secret_and_sends_neither_in_the_body() {
        network.on("/token", TOKENS);
        refresh(Provider.of(Relationships.metadata()).client("my client:1", "z/tZ9+:%& \u00e9"));

        HttpCall call = network.only("/token");
        String header = Objects.requireNonNull(call.headers().get("Authorization"));
        assertThat(header).startsWith("Basic ");
        assertThat(new String(Base64.getDecoder().decode(header.substring(6)), UTF_8))
                .isEqualTo("my+client%3A1:z%2FtZ9%2B%3A%25%26+%C3%A9");
        assertThat(sent().get("client_id")).isNull();
        assertThat(sent().get("client_secret")).isNull();
        assertThat(call.headers()).containsEntry("Content-Type", "application/x-www-form-urlencoded");
        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(call).hasToString("POST https://idp.example.com/token");
    }

    @Test
    void post_sends_both_in_the_body_and_no_header() {
        network.on("/token", TOKENS);
        refresh(Provider.of(Relationships.metadata())
                .client("client1", "z/tZ9+:%&")
                .clientAuthentication(ClientAuthentication.clientSecretPost()));

        assertThat(sent().get("client_id")).isEqualTo("client1");
        assertThat(sent().get("client_secret")).isEqualTo("z/tZ9+:%&");
        assertThat(network.only("/token").headers()).doesNotContainKey("Authorization");
    }

    @Test
    void a_public_client_sends_its_id_alone() {
        network.on("/token", TOKENS);
        refresh(Provider.of(Relationships.metadata()).publicClient("client1"));

        assertThat(sent().get("client_id")).isEqualTo("client1");
        assertThat(sent().get("client_secret")).isNull();
        assertThat(sent().get("grant_type")).isEqualTo("refresh_token");
        assertThat(sent().get("refresh_token")).isEqualTo("the-refresh-token");
        assertThat(network.only("/token").headers()).doesNotContainKey("Authorization");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400|{\"error\":\"invalid_grant\"}|TOKEN_ERROR",
                "403|{\"error\":\"unauthorized_client\",\"error_description\":\"no\"}|TOKEN_ERROR",
                "400|{\"error\":\"invalid_client\"}|CLIENT_REFUSED",
                "401|{\"error\":\"invalid_client\"}|CLIENT_REFUSED",
                "400|{}|PROVIDER_BAD_ANSWER",
                "400|{\"error\":7}|PROVIDER_BAD_ANSWER",
                "400|<html>|PROVIDER_BAD_ANSWER",
                "401|''|PROVIDER_BAD_ANSWER",
                "404|{}|PROVIDER_BAD_ANSWER",
                "429|{\"error\":\"x\"}|PROVIDER_BAD_ANSWER",
                "500|{\"error\":\"invalid_grant\"}|PROVIDER_BAD_ANSWER",
                "302|''|PROVIDER_BAD_ANSWER",
                "201|{\"access_token\":\"a\",\"token_type\":\"Bearer\"}|PROVIDER_BAD_ANSWER",
                "200|<html>|PROVIDER_BAD_ANSWER",
                "200|''|PROVIDER_BAD_ANSWER",
                "200|{\"access_token\":\"a\",\"access_token\":\"b\",\"token_type\":\"Bearer\"}|PROVIDER_BAD_ANSWER",
                "200|{\"token_type\":\"Bearer\"}|TOKEN_RESPONSE_MALFORMED",
                "200|{\"error\":\"invalid_grant\"}|TOKEN_RESPONSE_MALFORMED",
                "200|{\"access_token\":\"a\"}|TOKEN_RESPONSE_MALFORMED",
                "200|{\"access_token\":\"\",\"token_type\":\"Bearer\"}|TOKEN_RESPONSE_MALFORMED",
                "200|{\"access_token\":7,\"token_type\":\"Bearer\"}|TOKEN_RESPONSE_MALFORMED",
                "200|{\"access_token\":\"a\\r\\nX: y\",\"token_type\":\"Bearer\"}|TOKEN_RESPONSE_MALFORMED",
                "200|{\"access_token\":\"\u00e9\",\"token_type\":\"Bearer\"}|TOKEN_RESPONSE_MALFORMED",
                "200|{\"access_token\":\"a\",\"token_type\":\"DPoP\"}|TOKEN_TYPE_UNSUPPORTED",
                "200|{\"access_token\":\"a\",\"token_type\":\"mac\"}|TOKEN_TYPE_UNSUPPORTED"
            })
    void an_odd_answer_has_its_reason(int status, String body, FailureReason reason) {
        network.on("/token", call -> FakeProvider.json(status, body));

        Refusal.of(reason, this::refresh);
    }

    @Test
    void a_slow_endpoint_is_a_timeout() {
        network.on("/token", call -> {
            throw new HttpTimeoutException("slow");
        });

        Refusal.of(PROVIDER_TIMEOUT, this::refresh);
    }

    @Test
    void an_error_keeps_the_words_of_the_provider_on_one_line() {
        network.on(
                "/token",
                call -> FakeProvider.json(400, "{\"error\":\"invalid_grant\",\"error_description\":\"a\\nb\\u0007\"}"));
        LoginRejected rejected = (LoginRejected) Refusal.of(TOKEN_ERROR, this::refresh);

        assertThat(rejected.error()).isEqualTo("invalid_grant");
        assertThat(rejected.errorDescription()).isEqualTo("a b ");
        assertThat(rejected.status()).isEqualTo(403);
    }

    @Test
    void an_invalid_client_is_told_with_its_method_and_registered_anew_the_next_time() {
        network.on("/token", call -> FakeProvider.json(401, "{\"error\":\"invalid_client\"}"));
        network.on(
                "/register",
                call -> FakeProvider.json(
                        201,
                        "{\"client_id\":\"c" + network.calls("/register").size() + "\",\"client_secret\":\"s3cr3t\"}"));
        Provider registering = Provider.of(
                        Relationships.metadata().registrationEndpoint("https://idp.example.com/register"))
                .register(ClientMetadata.named("App"));
        var provider = Relationships.named(registering, network, clock);
        Relationship before = provider.relationship();

        assertThat(Refusal.of(CLIENT_REFUSED, () -> client.refresh("r", before)))
                .hasMessageContaining("c1")
                .hasMessageContaining("client_secret_basic")
                .hasMessageNotContaining("s3cr3t");
        assertThat(provider.relationship().client().clientId()).isEqualTo("c2");
    }

    @ParameterizedTest
    @CsvSource({"3600, 3600", "0, 0", "3.6e3, 3600", "-1,", "1e30,", "'\"3600\"',", "null,", "true,"})
    void an_odd_lifetime_counts_as_none(String expiresIn, @Nullable Long seconds) {
        network.on("/token", TOKENS.replace("}", ",\"expires_in\":" + expiresIn + "}"));

        assertThat(refresh().expiresInSeconds()).isEqualTo(seconds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "bearer", "BEARER"})
    void the_token_type_is_compared_without_case(String type) {
        network.on("/token", TOKENS.replace("Bearer", type));

        TokenResponse tokens = refresh();
        assertThat(tokens.accessToken()).isEqualTo("a");
        assertThat(tokens.idToken()).isNull();
        assertThat(tokens.refreshToken()).isNull();
        assertThat(tokens).hasToString("TokenResponse[redacted]");
    }
}
