package dev.latchkey.certification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.config.LoginParameters;
import dev.latchkey.testing.Endpoint;
import dev.latchkey.testing.Misbehaviour;
import dev.latchkey.testing.TestProvider;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Members of a configuration become the settings of Latchkey that they are. */
class MappingTest {
    private static final TestProvider PROVIDER = TestProvider.start();
    private static final Suite SUITE = Suite.start();

    @AfterEach
    void behave() {
        PROVIDER.behave();
        PROVIDER.signOutEverywhere();
        PROVIDER.forgetRequests();
        SUITE.takeAnotherBrowser();
    }

    @AfterAll
    static void stop() {
        SUITE.close();
        PROVIDER.close();
    }

    private static LoginParameters parameters(Map<String, Object> parameters) {
        return LoginMembers.of(Map.of("authorization_parameters", parameters));
    }

    @Test
    void parameters_with_a_setting_of_their_own_are_sent_by_it() {
        Map<String, List<String>> sent = parameters(Map.of(
                        "max_age",
                        600L,
                        "acr_values",
                        List.of("a", "b"),
                        "prompt",
                        "login consent",
                        "login_hint",
                        "alice",
                        "ui_locales",
                        "fr-CA en",
                        "resource",
                        List.of("https://a.example.com", "https://b.example.com"),
                        "scope",
                        "openid email",
                        "claims",
                        Map.of("userinfo", Map.of("email", Map.of("essential", true)))))
                .sent();

        assertThat(sent)
                .containsEntry("max_age", List.of("600"))
                .containsEntry("acr_values", List.of("a b"))
                .containsEntry("prompt", List.of("login consent"))
                .containsEntry("login_hint", List.of("alice"))
                .containsEntry("ui_locales", List.of("fr-CA en"))
                .containsEntry("resource", List.of("https://a.example.com", "https://b.example.com"))
                .containsEntry("scope", List.of("openid email"))
                .containsEntry("claims", List.of("{\"userinfo\":{\"email\":{\"essential\":true}}}"));
    }

    @Test
    void what_is_asked_for_by_a_setting_is_checked() {
        assertThat(parameters(Map.of("acr_values", "a b")).essentialInIdToken())
                .containsEntry("acr", List.of("a", "b"));
        assertThat(parameters(Map.of("max_age", "600")).maxAge()).hasSeconds(600);
        assertThat(parameters(Map.of("prompt", List.of("login", "consent"))).isReauthentication())
                .isTrue();
        assertThat(parameters(Map.of("claims", Map.of("userinfo", Map.of("email", Map.of("essential", true)))))
                        .essentialInUserInfo())
                .containsKey("email");
    }

    @Test
    void other_parameters_are_sent_as_they_are() {
        assertThat(parameters(Map.of("audience", "api", "level", 3L, "strict", true))
                        .sent())
                .containsEntry("audience", List.of("api"))
                .containsEntry("level", List.of("3"))
                .containsEntry("strict", List.of("true"));
    }

    @ParameterizedTest
    @CsvSource({
        "acr_values,urn:test:otp,ACR_WRONG,acr_not_met",
        "acr_values,urn:test:otp,ACR_MISSING,acr_not_met",
        "max_age,600,MISSING_AUTH_TIME,id_token_auth_time",
        "max_age,600,OLD_AUTH_TIME,id_token_auth_time",
        "prompt,login,OLD_AUTH_TIME,id_token_auth_time"
    })
    void an_answer_that_is_not_what_was_asked_for_is_rejected(
            String name, String value, Misbehaviour how, String reason) throws Exception {
        SUITE.configure(PROVIDER.issuer(), Map.of("authorization_parameters", Map.of(name, value)));
        assertThat(SUITE.signIn().body()).contains("Accepted");
        SUITE.finish();

        PROVIDER.misbehave(how);
        SUITE.takeAnotherBrowser();
        SUITE.signIn();
        assertThat(SUITE.finish()).containsEntry("outcome", "rejected").containsEntry("reason", reason);
    }

    @Test
    void what_a_registration_says_is_registered_for() throws Exception {
        SUITE.configure(
                PROVIDER.issuer(),
                Map.of(
                        "userinfo", "always",
                        "request", "object",
                        "registration",
                                Map.of(
                                        "client_name", "Client of a suite",
                                        "token_endpoint_auth_method", "private_key_jwt",
                                        "token_endpoint_auth_signing_alg", "ES256",
                                        "request_object_signing_alg", "ES256",
                                        "id_token_signed_response_alg", "ES256",
                                        "id_token_encrypted_response_alg", "ECDH-ES",
                                        "id_token_encrypted_response_enc", "A256GCM",
                                        "userinfo_signed_response_alg", "RS256",
                                        "userinfo_encrypted_response_alg", "RSA-OAEP-256")));

        assertThat(SUITE.signIn().body()).contains("Accepted");
        Map<String, Object> registered =
                Json.parse(PROVIDER.requests(Endpoint.REGISTRATION).get(0).body());
        assertThat(registered)
                .containsEntry("client_name", "Client of a suite")
                .containsEntry("token_endpoint_auth_method", "private_key_jwt")
                .containsEntry("token_endpoint_auth_signing_alg", "ES256")
                .containsEntry("request_object_signing_alg", "ES256")
                .containsEntry("id_token_signed_response_alg", "ES256")
                .containsEntry("id_token_encrypted_response_alg", "ECDH-ES")
                .containsEntry("id_token_encrypted_response_enc", "A256GCM")
                .containsEntry("userinfo_signed_response_alg", "RS256")
                .containsEntry("userinfo_encrypted_response_alg", "RSA-OAEP-256")
                .containsEntry("userinfo_encrypted_response_enc", "A128CBC-HS256");
    }

    @Test
    void a_registration_is_held_to_what_it_says() throws Exception {
        SUITE.configure(
                PROVIDER.issuer(),
                Map.of(
                        "userinfo",
                        "always",
                        "registration",
                        Map.of(
                                "userinfo_signed_response_alg", "RS256",
                                "userinfo_encrypted_response_alg", "RSA-OAEP-256")));
        PROVIDER.misbehave(Misbehaviour.JWE_OMITTED);
        SUITE.signIn();

        assertThat(SUITE.finish()).containsEntry("outcome", "rejected").containsEntry("reason", "userinfo_protection");
    }

    @Test
    void the_configuration_itself_comes_before_client_and_registration() throws Exception {
        SUITE.configure(
                PROVIDER.issuer(),
                Map.of(
                        "client_auth",
                        "client_secret_post",
                        "registration",
                        Map.of("token_endpoint_auth_method", "client_secret_basic")));
        SUITE.signIn();

        assertThat(PROVIDER.requests(Endpoint.REGISTRATION).get(0).body()).contains("client_secret_post");
        assertThat(PROVIDER.requests(Endpoint.TOKEN).get(0).parameter("client_secret"))
                .isNotNull();
    }
}
