package dev.latchkey.certification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testing.CarriedRequest;
import dev.latchkey.testing.Endpoint;
import dev.latchkey.testing.Misbehaviour;
import dev.latchkey.testing.TestProvider;
import java.net.URI;
import java.net.http.HttpResponse;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A suite configures the application, drives it through logins, and asks what it made of the provider's messages. */
class CertificationServerTest {
    private static final TestProvider PROVIDER = TestProvider.start();
    private static final CertificationServer SERVER = start();

    private final Visitor visitor = new Visitor(trustingAnybody());

    private static CertificationServer start() {
        try {
            return CertificationServer.start(
                    URI.create("https://localhost:0"), Tls.of("localhost", null, null, null), null);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static SSLContext trustingAnybody() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Anybody()}, null);
            return context;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** The suite trusts the certificate that was made on the fly. */
    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    @AfterEach
    void behave() {
        PROVIDER.behave();
        PROVIDER.signOutEverywhere();
        PROVIDER.forgetRequests();
    }

    @AfterAll
    static void stop() {
        SERVER.close();
        PROVIDER.close();
    }

    private HttpResponse<String> control(String path, String body) throws Exception {
        return visitor.post(SERVER.base() + "/control/" + path, "application/json", body);
    }

    private Map<String, Object> configure(Map<String, Object> more) throws Exception {
        Map<String, Object> configuration = new LinkedHashMap<>(Map.of("issuer", PROVIDER.issuer()));
        configuration.putAll(more);
        HttpResponse<String> answer = control("configure", Json.write(configuration));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Json.parse(answer.body());
    }

    private Map<String, Object> finish() throws Exception {
        return Json.parse(control("finish", "").body());
    }

    private HttpResponse<String> signIn(Map<String, Object> addresses) throws Exception {
        return visitor.signIn(
                String.valueOf(addresses.get("login_url")), Objects.requireNonNull(Json.object(addresses, "fragment")));
    }

    @Test
    void it_says_when_it_is_ready() throws Exception {
        assertThat(visitor.get(SERVER.base() + "/control/health").statusCode()).isEqualTo(200);
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
        Map<String, Object> addresses = configure(Map.of("response_type", type, "response_mode", mode));
        HttpResponse<String> page = signIn(addresses);

        assertThat(page.body()).contains("Accepted", "name: Alice");
        assertThat(finish()).containsEntry("outcome", "accepted");
        assertThat(finish()).containsEntry("outcome", "none");
    }

    @Test
    void a_bad_message_is_rejected_with_its_reason() throws Exception {
        Map<String, Object> addresses = configure(Map.of());
        PROVIDER.misbehave(Misbehaviour.WRONG_NONCE);
        signIn(addresses);

        assertThat(finish()).containsEntry("outcome", "rejected").containsEntry("reason", "id_token_nonce");
    }

    @Test
    void a_refresh_is_accepted_or_rejected() throws Exception {
        Map<String, Object> addresses = configure(Map.of());
        signIn(addresses);
        finish();
        PROVIDER.forgetRequests();

        visitor.get(String.valueOf(addresses.get("refresh_url")));
        assertThat(finish()).containsEntry("outcome", "accepted").containsEntry("detail", "refresh");
        assertThat(PROVIDER.requests(Endpoint.TOKEN)).hasSize(1);
        assertThat(PROVIDER.requests(Endpoint.USERINFO)).hasSize(1);

        PROVIDER.misbehave(Misbehaviour.REFRESH_OTHER_SUBJECT);
        visitor.get(String.valueOf(addresses.get("refresh_url")));
        assertThat(finish()).containsEntry("outcome", "rejected").containsEntry("reason", "refreshed_id_token_differs");
    }

    @Test
    void discovery_and_registration_can_be_driven_alone() throws Exception {
        Map<String, Object> addresses = configure(Map.of());

        assertThat(visitor.get(String.valueOf(addresses.get("discover_url"))).body())
                .contains("accepted");
        assertThat(PROVIDER.requests(Endpoint.REGISTRATION)).isEmpty();
        assertThat(visitor.get(String.valueOf(addresses.get("register_url"))).body())
                .contains("accepted");
        assertThat(PROVIDER.requests(Endpoint.REGISTRATION)).hasSize(1);
        assertThat(finish()).containsEntry("outcome", "none");
    }

    @Test
    void a_discovery_document_of_another_issuer_is_rejected() throws Exception {
        Map<String, Object> addresses = configure(Map.of());
        PROVIDER.misbehave(Misbehaviour.DISCOVERY_OTHER_ISSUER);
        visitor.get(String.valueOf(addresses.get("discover_url")));

        assertThat(finish()).containsEntry("outcome", "rejected").containsEntry("reason", "issuer_mismatch");
    }

    @Test
    void a_static_client_registers_nowhere() throws Exception {
        Map<String, Object> addresses = configure(Map.of(
                "client", Map.of("client_id", "client1", "client_secret", "secret1"),
                "client_auth", "client_secret_basic",
                "scope", "openid email"));

        assertThat(signIn(addresses).body()).contains("Accepted");
        assertThat(PROVIDER.requests(Endpoint.TOKEN).get(0).header("authorization"))
                .startsWith("Basic ");
        assertThat(PROVIDER.requests(Endpoint.REGISTRATION)).isEmpty();
        assertThat(PROVIDER.requests(Endpoint.AUTHORIZATION).get(0).parameter("scope"))
                .isEqualTo("openid email");
    }

    @ParameterizedTest
    @CsvSource({"object,RS256,REQUEST", "object,none,REQUEST", "object_uri,ES256,REQUEST_URI"})
    void a_request_object(String request, String algorithm, CarriedRequest.Carrier carrier) throws Exception {
        Map<String, Object> addresses = configure(
                Map.of("request", request, "request_object_alg", algorithm, "client_auth", "private_key_jwt"));

        assertThat(signIn(addresses).body()).contains("Accepted");
        assertThat(PROVIDER.authorizationRequests().get(0).carrier()).isEqualTo(carrier);
    }

    @Test
    void encrypted_id_tokens_and_signed_userinfo() throws Exception {
        Map<String, Object> addresses = configure(Map.of(
                "id_token_encrypted", Map.of("alg", "RSA-OAEP-256", "enc", "A256GCM"),
                "userinfo_signed", "RS256",
                "userinfo", "always"));

        assertThat(signIn(addresses).body()).contains("Accepted");
    }

    @Test
    void webfinger_finds_the_issuer() throws Exception {
        HttpResponse<String> answer = control(
                "configure", Json.write(Map.of("webfinger_resource", "acct:alice@localhost:" + PROVIDER.port())));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(signIn(Json.parse(answer.body())).body()).contains("Accepted");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no JSON",
                "[]",
                "{}",
                "{\"issuer\":7}",
                "{\"issuer\":\"not a URL\"}",
                "{\"issuer\":\"https://idp.example.com\",\"response_type\":\"everything\"}",
                "{\"issuer\":\"https://idp.example.com\",\"response_mode\":\"pigeon\"}",
                "{\"issuer\":\"https://idp.example.com\",\"client_auth\":\"tls_client_auth\"}",
                "{\"issuer\":\"https://idp.example.com\",\"request\":\"par\"}",
                "{\"issuer\":\"https://idp.example.com\",\"client\":{}}",
                "{\"webfinger_resource\":\"acct:nobody@\"}"
            })
    void a_malformed_configuration_is_refused_and_harms_nothing(String configuration) throws Exception {
        HttpResponse<String> answer = control("configure", configuration);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"error\"");
        assertThat(visitor.get(SERVER.base() + "/control/health").statusCode()).isEqualTo(200);
    }
}
