package dev.latchkey.certification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testing.CarriedRequest;
import dev.latchkey.testing.Endpoint;
import dev.latchkey.testing.Misbehaviour;
import dev.latchkey.testing.TestProvider;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A suite configures the application, drives it through logins, and asks what it made of the provider's messages. */
class CertificationServerTest {
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

    private static void configure(Map<String, ?> more) throws Exception {
        SUITE.configure(PROVIDER.issuer(), more);
    }

    @Test
    void it_says_when_it_is_ready() throws Exception {
        assertThat(SUITE.isUp()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "code,query",
        "code,form_post",
        "id_token,fragment",
        "id_token token,form_post",
        "id_token code,fragment",
        "code token,form_post",
        "code id_token token,fragment"
    })
    void a_login_is_accepted(String type, String mode) throws Exception {
        configure(Map.of("response_type", type, "response_mode", mode));
        HttpResponse<String> page = SUITE.signIn();

        assertThat(page.body()).contains("Accepted", "name: Alice");
        assertThat(SUITE.finish()).containsEntry("outcome", "accepted");
        assertThat(SUITE.finish()).containsEntry("outcome", "none");
    }

    @Test
    void a_bad_message_is_rejected_with_its_reason() throws Exception {
        configure(Map.of());
        PROVIDER.misbehave(Misbehaviour.WRONG_NONCE);
        SUITE.signIn();

        assertThat(SUITE.finish()).containsEntry("outcome", "rejected").containsEntry("reason", "id_token_nonce");
    }

    @Test
    void a_refresh_is_accepted_or_rejected() throws Exception {
        configure(Map.of());
        SUITE.signIn();
        SUITE.finish();
        PROVIDER.forgetRequests();

        SUITE.get(SUITE.address("refresh_url"));
        assertThat(SUITE.finish()).containsEntry("outcome", "accepted").containsEntry("detail", "refresh");
        assertThat(PROVIDER.requests(Endpoint.TOKEN)).hasSize(1);
        assertThat(PROVIDER.requests(Endpoint.USERINFO)).hasSize(1);

        PROVIDER.misbehave(Misbehaviour.REFRESH_OTHER_SUBJECT);
        SUITE.get(SUITE.address("refresh_url"));
        assertThat(SUITE.finish())
                .containsEntry("outcome", "rejected")
                .containsEntry("reason", "refreshed_id_token_differs");
    }

    private static void signInAsClient1() throws Exception {
        configure(Map.of("client", Map.of("client_id", "client1", "client_secret", "secret1")));
        SUITE.signIn();
        SUITE.finish();
    }

    @Test
    void a_logout_token_is_accepted_or_rejected() throws Exception {
        signInAsClient1();
        String uri = SUITE.address("backchannel_logout_uri");

        PROVIDER.misbehave(Misbehaviour.LOGOUT_TOKEN_WITH_NONCE);
        assertThat(PROVIDER.logoutToken("client1").sub("alice").sendTo(uri).status())
                .isEqualTo(400);
        assertThat(SUITE.finish()).containsEntry("outcome", "rejected").containsEntry("reason", "logout_token_nonce");
        PROVIDER.behave();
        assertThat(PROVIDER.logoutToken("client1").sub("alice").sendTo(uri).status())
                .isEqualTo(200);
        assertThat(SUITE.finish()).containsEntry("outcome", "accepted").containsEntry("detail", "back-channel logout");
    }

    @Test
    void a_frame_that_ends_a_session_is_accepted_and_any_other_rejected() throws Exception {
        signInAsClient1();
        String uri = SUITE.address("frontchannel_logout_uri") + "?iss=" + PROVIDER.issuer() + "&sid=";

        SUITE.get(uri + "another");
        assertThat(SUITE.finish()).containsEntry("outcome", "rejected");
        SUITE.get(uri + PROVIDER.sids("alice").get(0));
        assertThat(SUITE.finish()).containsEntry("outcome", "accepted").containsEntry("detail", "front-channel logout");
    }

    @Test
    void session_info_says_what_the_providers_frame_wants_to_know() throws Exception {
        signInAsClient1();
        String url = SUITE.address("session_info_url");

        assertThat(Json.parse(SUITE.get(url).body()))
                .containsEntry("client_id", "client1")
                .containsEntry(
                        "check_session_iframe",
                        PROVIDER.uri(Endpoint.CHECK_SESSION).toString())
                .containsEntry("origin", SUITE.base().toString())
                .containsKey("session_state");
        SUITE.get(SUITE.address("logout_url"));
        assertThat(SUITE.get(url).statusCode()).isEqualTo(404);
        assertThat(PROVIDER.requests(Endpoint.END_SESSION)).hasSize(1);
    }

    @Test
    void discovery_and_registration_can_be_driven_alone() throws Exception {
        configure(Map.of());

        assertThat(SUITE.get(SUITE.address("discover_url")).body()).contains("accepted");
        assertThat(PROVIDER.requests(Endpoint.REGISTRATION)).isEmpty();
        assertThat(SUITE.get(SUITE.address("register_url")).body()).contains("accepted");
        assertThat(PROVIDER.requests(Endpoint.REGISTRATION)).hasSize(1);
        assertThat(SUITE.finish()).containsEntry("outcome", "none");
    }

    @Test
    void a_discovery_document_of_another_issuer_is_rejected() throws Exception {
        configure(Map.of());
        PROVIDER.misbehave(Misbehaviour.DISCOVERY_OTHER_ISSUER);
        SUITE.get(SUITE.address("discover_url"));

        assertThat(SUITE.finish()).containsEntry("outcome", "rejected").containsEntry("reason", "issuer_mismatch");
    }

    @Test
    void a_static_client_registers_nowhere() throws Exception {
        configure(Map.of(
                "client", Map.of("client_id", "client1", "client_secret", "secret1"),
                "client_auth", "client_secret_basic",
                "scope", "openid email"));

        assertThat(SUITE.signIn().body()).contains("Accepted");
        assertThat(PROVIDER.requests(Endpoint.TOKEN).get(0).header("authorization"))
                .startsWith("Basic ");
        assertThat(PROVIDER.requests(Endpoint.REGISTRATION)).isEmpty();
        assertThat(PROVIDER.requests(Endpoint.AUTHORIZATION).get(0).parameter("scope"))
                .isEqualTo("openid email");
    }

    @ParameterizedTest
    @CsvSource({"object,RS256,REQUEST", "object,none,REQUEST", "object_uri,ES256,REQUEST_URI"})
    void a_request_object(String request, String algorithm, CarriedRequest.Carrier carrier) throws Exception {
        configure(Map.of("request", request, "request_object_alg", algorithm, "client_auth", "private_key_jwt"));

        assertThat(SUITE.signIn().body()).contains("Accepted");
        assertThat(PROVIDER.authorizationRequests().get(0).carrier()).isEqualTo(carrier);
    }

    @Test
    void encrypted_id_tokens_and_signed_userinfo() throws Exception {
        configure(Map.of(
                "id_token_encrypted", Map.of("alg", "RSA-OAEP-256", "enc", "A256GCM"),
                "userinfo_signed", "RS256",
                "userinfo", "always"));

        assertThat(SUITE.signIn().body()).contains("Accepted");
    }

    @Test
    void webfinger_finds_the_issuer() throws Exception {
        SUITE.configure(Map.of("webfinger_resource", "acct:alice@localhost:" + PROVIDER.port()));

        assertThat(SUITE.signIn().body()).contains("Accepted");
    }
}
