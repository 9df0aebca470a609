package dev.latchkey.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every member of client metadata. */
@ExtendWith(TestProviderExtension.class)
class RegistrationMetadataTest {
    private final HandmadeClient client;
    private final TestProvider provider;

    RegistrationMetadataTest(TestProvider provider) {
        this.provider = provider;
        this.client = new HandmadeClient(provider);
    }

    @Test
    void every_member_is_echoed_and_acted_on() throws JOSEException {
        Map<String, Object> metadata = Map.ofEntries(
                Map.entry("redirect_uris", List.of(HandmadeClient.REDIRECT_URI)),
                Map.entry("response_types", List.of("code", "id_token", "code id_token token")),
                Map.entry("grant_types", List.of("authorization_code", "implicit", "refresh_token")),
                Map.entry("application_type", "web"),
                Map.entry("contacts", List.of("a@example.com")),
                Map.entry("client_name", "App"),
                Map.entry("client_name#de", "Anwendung"),
                Map.entry("logo_uri", "https://app.example/logo"),
                Map.entry("client_uri", "http://app.example/"),
                Map.entry("policy_uri", "https://app.example/policy"),
                Map.entry("tos_uri#fr-CA", "https://app.example/tos"),
                Map.entry("jwks", Jwt.parse(ClientKeyPairs.jwks())),
                Map.entry("sector_identifier_uri", "https://app.example/sector"),
                Map.entry("subject_type", "public"),
                Map.entry("id_token_signed_response_alg", "PS256"),
                Map.entry("id_token_encrypted_response_alg", "ECDH-ES+A256KW"),
                Map.entry("id_token_encrypted_response_enc", "A256CBC-HS512"),
                Map.entry("userinfo_signed_response_alg", "ES256"),
                Map.entry("userinfo_encrypted_response_alg", "RSA-OAEP"),
                Map.entry("userinfo_encrypted_response_enc", "A128GCM"),
                Map.entry("request_object_signing_alg", "PS512"),
                Map.entry("token_endpoint_auth_method", "client_secret_basic"),
                Map.entry("token_endpoint_auth_signing_alg", "ES384"),
                Map.entry("default_max_age", 3600L),
                Map.entry("require_auth_time", true),
                Map.entry("default_acr_values", List.of("urn:a")),
                Map.entry("initiate_login_uri", "http://localhost:1/login"),
                Map.entry("request_uris", List.of("https://app.example/requests/*")),
                Map.entry("post_logout_redirect_uris", List.of("https://app.example/")),
                Map.entry("software_statement", "e30.e30.c2ln"),
                Map.entry("software_id", "app"),
                Map.entry("software_version", "1"),
                Map.entry("frontchannel_logout_uri", "https://app.example/front"),
                Map.entry("frontchannel_logout_session_required", true),
                Map.entry("backchannel_logout_uri", "https://app.example/back"),
                Map.entry("backchannel_logout_session_required", false),
                Map.entry("scope", "openid profile"));

        Answer answer = client.register(JSONObjectUtils.toJSONString(metadata));

        assertThat(answer.json()).containsAllEntriesOf(metadata);
        HandmadeClient registered = new HandmadeClient(
                provider, TestClient.confidential(answer.text("client_id"), answer.text("client_secret")));
        Answer tokens = registered.login();
        assertThat(tokens.idToken().headers()).containsEntry("enc", "A256CBC-HS512");
        assertThat(new Jwt(ClientKeyPairs.decrypt(tokens.text("id_token"))).headers())
                .containsEntry("alg", "PS256");
        String userInfo = registered.userInfo(tokens.text("access_token")).body();
        assertThat(new Jwt(ClientKeyPairs.decrypt(userInfo)).headers()).containsEntry("alg", "ES256");
    }

    @Test
    void defaults_are_told_and_what_nobody_knows_is_not() {
        Answer answer = register("{'favourite_colour':'blue'}");

        assertThat(answer.json())
                .containsEntry("response_types", List.of("code"))
                .containsEntry("grant_types", List.of("authorization_code"))
                .containsEntry("application_type", "web")
                .containsEntry("id_token_signed_response_alg", "RS256")
                .containsEntry("token_endpoint_auth_method", "client_secret_basic")
                .doesNotContainKey("favourite_colour");
    }

    @Test
    void client_with_a_private_key_gets_a_secret_only_for_hs256() {
        String keys = "'token_endpoint_auth_method':'private_key_jwt','jwks_uri':'https://app.example/jwks'";

        assertThat(register("{" + keys + "}").json()).doesNotContainKey("client_secret");
        assertThat(register("{" + keys + ",'id_token_signed_response_alg':'HS256'}")
                        .json())
                .containsKey("client_secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'application_type':'desktop'}",
                "{'client_name':1}",
                "{'client_name#de':1}",
                "{'contacts':'a@example.com'}",
                "{'logo_uri':'logo'}",
                "{'jwks':[]}",
                "{'jwks':{'keys':[{'kty':'oct','k':'AAAA'}]}}",
                "{'jwks':{'keys':[]},'jwks_uri':'https://app.example/jwks'}",
                "{'jwks_uri':'http://app.example/jwks'}",
                "{'sector_identifier_uri':'x'}",
                "{'subject_type':'pairwise'}",
                "{'id_token_signed_response_alg':'none'}",
                "{'id_token_signed_response_alg':'HS256','token_endpoint_auth_method':'none'}",
                "{'id_token_encrypted_response_alg':'RSA1_5'}",
                "{'id_token_encrypted_response_alg':'RSA-OAEP'}",
                "{'id_token_encrypted_response_enc':'A128GCM'}",
                "{'userinfo_signed_response_alg':'none'}",
                "{'userinfo_encrypted_response_enc':'A192GCM'}",
                "{'request_object_signing_alg':'ES256K'}",
                "{'request_object_encryption_alg':'RSA-OAEP'}",
                "{'token_endpoint_auth_method':'tls_client_auth'}",
                "{'token_endpoint_auth_method':'private_key_jwt'}",
                "{'token_endpoint_auth_signing_alg':'none'}",
                "{'default_max_age':-1}",
                "{'default_max_age':'60'}",
                "{'require_auth_time':'true'}",
                "{'default_acr_values':'a'}",
                "{'initiate_login_uri':'http://app.example/login'}",
                "{'request_uris':['http://app.example/r']}",
                "{'post_logout_redirect_uris':'https://app.example/'}",
                "{'software_statement':'x'}",
                "{'frontchannel_logout_uri':1}",
                "{'backchannel_logout_session_required':1}",
                "{'response_types':['token']}",
                "{'response_types':['id_token']}",
                "{'response_types':['code'],'grant_types':['implicit']}",
                "{'response_types':['code id_token'],'grant_types':['implicit']}"
            })
    void what_cannot_be_done_is_refused(String metadata) {
        Answer answer = register(metadata);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("error")).isEqualTo("invalid_client_metadata");
    }

    @ParameterizedTest
    @CsvSource({
        "https://app.example/,    201, 201",
        "http://localhost:1/,     201, 400",
        "https://localhost/,      201, 400",
        "http://app.example/,     400, 400",
        "app.example:/callback,   400, 400"
    })
    void tokens_in_the_browser_need_a_safe_redirect_uri(String uri, int usually, int strictly) {
        String metadata = "{'redirect_uris':['" + uri + "'],'response_types':['id_token'],'grant_types':['implicit']}";
        try (TestProvider strict = TestProvider.builder().strictRedirectUris().start()) {
            Answer answer = client.register(metadata.replace('\'', '"'));
            Answer strictAnswer = new HandmadeClient(strict).register(metadata.replace('\'', '"'));

            assertThat(answer.status()).isEqualTo(usually);
            assertThat(strictAnswer.status()).isEqualTo(strictly);
            assertThat(strictAnswer.text("error")).isEqualTo(strictly == 400 ? "invalid_redirect_uri" : "");
        }
    }

    @Test
    void clients_in_code_are_checked_too() {
        TestClient app = TestClient.publicClient("app");

        assertThatThrownBy(() -> app.withIdTokenEncryption("RSA1_5", "A128GCM"))
                .hasMessageContaining("id_token_encrypted_response_alg: expected one of");
        assertThatThrownBy(() -> app.withJwks("[]")).hasMessageContaining("jwks");
        assertThatThrownBy(() -> app.withJwks("{\"keys\":[]}").withJwksUri("https://app.example/"))
                .hasMessageContaining("not beside");
    }

    /** Registers these members beside a redirect URI. */
    private Answer register(String metadata) {
        Map<String, Object> members = new LinkedHashMap<>(Jwt.parse(metadata.replace('\'', '"')));
        members.putIfAbsent("redirect_uris", List.of("https://app.example/callback"));
        return client.register(JSONObjectUtils.toJSONString(members));
    }
}
