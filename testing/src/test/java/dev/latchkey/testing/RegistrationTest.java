package dev.latchkey.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistrationTest {
    private static final String METADATA = "{\"redirect_uris\":[\"" + HandmadeClient.REDIRECT_URI + "\"]}";

    @Test
    void registered_client_logs_in_with_a_secret_full_of_special_characters() {
        try (TestProvider provider = TestProvider.start()) {
            Answer registered = new HandmadeClient(provider).register(METADATA);

            assertThat(registered.status()).isEqualTo(201);
            assertThat(registered.json())
                    .containsEntry("client_secret_expires_at", 0L)
                    .containsEntry("token_endpoint_auth_method", "client_secret_basic")
                    .containsKeys("client_id_issued_at", "redirect_uris");
            assertThat(registered.text("client_secret")).startsWith("%+:/&= ");
            assertThat(client(provider, registered).login().status()).isEqualTo(200);
            assertThat(provider.requests(Endpoint.REGISTRATION)).hasSize(1);
        }
    }

    @Test
    void registered_client_is_held_to_its_redirect_uris() {
        try (TestProvider provider = TestProvider.start()) {
            HandmadeClient client = client(provider, new HandmadeClient(provider).register(METADATA));

            Page page = new TestBrowser().open(client.authorizationUrl("redirect_uri", "http://localhost:1/other"));

            assertThat(page.status()).isEqualTo(400);
        }
    }

    @Test
    void public_client_gets_no_secret() {
        try (TestProvider provider = TestProvider.start()) {
            Answer registered = new HandmadeClient(provider)
                    .register(METADATA.replace("{", "{\"token_endpoint_auth_method\":\"none\","));

            assertThat(registered.json()).doesNotContainKeys("client_secret", "client_secret_expires_at");
            TestClient app = TestClient.publicClient(registered.text("client_id"));
            assertThat(new HandmadeClient(provider, app).login().status()).isEqualTo(200);
        }
    }

    @Test
    void secret_expires_after_its_lifetime() {
        try (TestProvider provider = TestProvider.builder()
                .registeredSecretLifetime(Duration.ofHours(1))
                .start()) {
            Answer registered = new HandmadeClient(provider).register(METADATA);
            HandmadeClient client = client(provider, registered);
            assertThat(client.login().status()).isEqualTo(200);

            provider.offsetClock(Duration.ofMinutes(61));

            assertThat(client.login().text("error_description")).isEqualTo("the secret has expired");
        }
    }

    @Test
    void initial_access_token_is_required_when_set() {
        try (TestProvider provider =
                TestProvider.builder().initialAccessToken("let-me-in").start()) {
            assertThat(new HandmadeClient(provider).register(METADATA).header("WWW-Authenticate"))
                    .isEqualTo("Bearer realm=\"test provider\"");
            assertThat(register(provider, "wrong").header("WWW-Authenticate")).contains("invalid_token");
            assertThat(register(provider, "let-me-in").status()).isEqualTo(201);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not JSON                                                           | invalid_client_metadata",
                "{}                                                                 | invalid_redirect_uri",
                "{'redirect_uris':[]}                                               | invalid_redirect_uri",
                "{'redirect_uris':['/relative']}                                    | invalid_redirect_uri",
                "{'redirect_uris':['https://a.example/#fragment']}                  | invalid_redirect_uri",
                "{'redirect_uris':['https://a.example/'],'response_types':['token']} | invalid_client_metadata",
                "{'redirect_uris':['https://a.example/'],'token_endpoint_auth_method':'x'} | invalid_client_metadata",
                "{'redirect_uris':['https://a.example/'],'id_token_signed_response_alg':'ES256K'} | invalid_client_metadata"
            })
    void wrong_metadata_is_refused(String json, String error) {
        try (TestProvider provider = TestProvider.start()) {
            Answer answer = new HandmadeClient(provider).register(json.replace('\'', '"'));

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.text("error")).isEqualTo(error);
        }
    }

    @Test
    void metadata_is_echoed() {
        try (TestProvider provider = TestProvider.start()) {
            Map<String, Object> metadata = Jwt.parse(METADATA);
            metadata.put("client_name", "A ü application");

            Answer answer = new HandmadeClient(provider).register(JSONObjectUtils.toJSONString(metadata));

            assertThat(answer.json()).containsAllEntriesOf(metadata);
        }
    }

    private static HandmadeClient client(TestProvider provider, Answer registered) {
        return new HandmadeClient(
                provider, TestClient.confidential(registered.text("client_id"), registered.text("client_secret")));
    }

    private static Answer register(TestProvider provider, String token) {
        return HandmadeClient.send(HttpRequest.newBuilder(provider.uri(Endpoint.REGISTRATION))
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString(METADATA)));
    }
}
